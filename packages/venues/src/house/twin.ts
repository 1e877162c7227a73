import type { Broker, BrokerContext } from '@atc/core/desk/venue';
import type { BaseDb } from '@atc/core/kernel/db';
import type { Clock } from '@atc/core/kernel/time';
import type { LocalVenue } from '../local/index.ts';

export interface RehearsalWish {
  readonly cashUsd: number;
  /** Purchases carry their stop, where the venue takes one. */
  readonly brackets: boolean;
}

/** A venue on this machine with the broker that trades on it as it would on the real one. */
export interface Rehearsed {
  readonly venue: LocalVenue;
  readonly broker: Broker;
  /** Orders that the venue filled, by our id. */
  filledOrders(): Promise<readonly string[]>;
  /** What the venue holds, contract → quantity. */
  heldByVenue(): ReadonlyMap<string, string>;
}

/** What chaos wants of a venue: what it lists, what is paid, how it goes wrong. */
export interface ChaosStage {
  readonly db: BaseDb;
  readonly contracts: readonly string[];
  /** What is paid at this moment. */
  readonly price: () => number;
  /** Whether the next order is filled in parts. */
  readonly partly: () => boolean;
  /** Where company time stands. */
  readonly now: Date;
}

/** A venue that chaos is let loose on. */
export interface ChaosVenue {
  readonly venue: LocalVenue;
  /** How a process of another life reaches it, as JSON. */
  readonly place: unknown;
  /** Quantity of each order that the venue took and filled, by our id. */
  accepted(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

/** What a broker of a process that is killed uses. */
export interface ChaosTools {
  readonly db: BaseDb;
  readonly clock: Clock;
  /** The instrument of a contract; null for one that we do not know. */
  readonly instrumentOf: (contract: string) => Promise<string | null>;
}

export interface ChaosTwin {
  /** What everything costs. */
  readonly price: number;
  /** Whether orders that it fills in parts are booked in parts. */
  readonly fillsInParts: boolean;
  open(stage: ChaosStage): Promise<ChaosVenue>;
  /** The broker on a venue that another process has opened. */
  openBroker(place: unknown, tools: ChaosTools): Broker;
}

/** A venue on this machine that speaks the contract of the real one. */
export interface VenueTwin {
  /** Purchases can carry their stop. */
  readonly takesBrackets: boolean;
  rehearse(desk: BrokerContext, wish: RehearsalWish): Promise<Rehearsed>;
  readonly chaos: ChaosTwin;
}
