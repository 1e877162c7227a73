import { demandPolicy } from '@atc/core/company/policies';
import type { AgentId } from '@atc/core/company/roster';
import { type Dice, seededDice } from '@atc/core/kernel/dice';
import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import {
  type Account,
  type History,
  type Locks,
  openAccount,
  openHistory,
  openLocks,
  openUsage,
  openVotes,
  type Position,
  type Trade,
  type Usage,
  type Votes,
} from '../../engine/index.ts';
import type { World } from '../../world/index.ts';
import { type Forecasts, openForecasts } from './forecasts.ts';
import type { DeskSettings, Part } from './settings.ts';
import { openSignals, type Signals } from './signals.ts';
import type { Ballot, Told, Work } from './work.ts';

/** The desk at an instant: everything that the company keeps in tables and decides by. */
export interface Desk {
  readonly world: World;
  readonly settings: DeskSettings;
  readonly dice: Dice;
  now: Date;
  readonly account: Account;
  readonly usage: Usage;
  readonly locks: Locks;
  readonly history: History;
  readonly votes: Votes;
  readonly signals: Signals;
  readonly forecasts: Forecasts;
  /** In the order in which they closed. */
  readonly trades: Trade[];
  /** Natural keys of what was proposed. */
  readonly proposed: Set<string>;
  /** When a rule or reaction last fired, by its key and subject. */
  readonly cooldowns: Map<string, number>;
  /** When each proactive rule is due; one that has not had a turn is due at once. */
  readonly due: Map<string, Date>;
  /** How often each check refused a proposal, by its name. */
  readonly refusals: Map<string, number>;
  /** Every vote, in the order they were cast. */
  readonly ballots: Ballot[];
  readonly work: Work[];
  /** Entries that the dice asked for and that were not taken yet. */
  owed: number;
  /** How many ids were given out. */
  made: number;
  /** The company's day whose morning review was last; null before the first. */
  reviewed: string | null;
}

/** A desk that has just opened. */
export function openDesk(world: World, settings: DeskSettings): Desk {
  const { starting_capital_usd } = demandPolicy(settings.policies, 'company');
  return {
    world,
    settings,
    dice: seededDice(settings.seed),
    now: world.market.startsAt,
    account: openAccount(new Decimal(starting_capital_usd)),
    usage: openUsage(),
    locks: openLocks(),
    history: openHistory(),
    votes: openVotes(),
    signals: openSignals(),
    forecasts: openForecasts(),
    trades: [],
    proposed: new Set(),
    cooldowns: new Map(),
    due: new Map(),
    refusals: new Map(),
    ballots: [],
    work: [],
    ...{ owed: 0, made: 0, reviewed: null },
  };
}

/** An id that nothing else of this desk has, in the form of a UUID; later ones sort after earlier ones. */
export function newId(desk: Desk): string {
  desk.made += 1;
  return `00000000-0000-7000-8000-${desk.made.toString(16).padStart(12, '0')}`;
}

/** Whether an agent takes part. */
export function takesPart({ settings }: Desk, agentId: AgentId): boolean {
  return !settings.off.includes(agentId);
}

/** Whether a part of the desk was taken away. */
export function isWithout({ settings }: Desk, part: Part): boolean {
  return settings.without.includes(part);
}

/** The company's day. */
export function dayOfDesk(desk: Desk): string {
  return wallOfDesk(desk).day;
}

/** What the clock on the company's wall shows. */
export function wallOfDesk({ world, settings, now }: Desk) {
  return world.wall(settings.policies.values.company?.timezone ?? 'UTC', now);
}

/** The open position of that name, or in that contract. */
export function findOpen({ account }: Desk, name: string): Position | null {
  return (
    account.positions.find(({ id, contract, status }) => status === 'open' && (id === name || contract === name)) ??
    null
  );
}

/** Contracts that are held. */
export function heldContracts({ account }: Desk): ReadonlySet<string> {
  return new Set(account.positions.map(({ contract }) => contract));
}

/** Takes a cooldown if it is over. */
export function takeCooldown(desk: Desk, key: string, minutes: number): boolean {
  const now = desk.now.getTime();
  const last = desk.cooldowns.get(key);
  if (last !== undefined && last > now - minutes * MINUTE_MS) return false;
  desk.cooldowns.set(key, now);
  return true;
}

/** Tells what happened to whoever listens. */
export function tell(desk: Desk, event: Pick<Told, 'agentId' | 'kind' | 'title' | 'tags'> & Partial<Told>): void {
  const told: Told = {
    ...{ tradeId: null, instrumentId: null, pnl: null, fields: {} },
    ...{ id: newId(desk), occurredAt: desk.now },
    ...event,
  };
  desk.work.push({ kind: 'event', event: told });
}
