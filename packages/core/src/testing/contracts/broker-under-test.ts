import type { Broker, OrderBody, VenueReport } from '../../desk/venue/index.ts';
import { type Decimal, ZERO } from '../../kernel/money/index.ts';

export interface BrokerUnderTest {
  readonly broker: Broker;
  /** The account that orders are placed on; it can pay for them. */
  readonly accountId: string;
  /** A body that the venue will fill, under a fresh id each time, with some of it changed. */
  body(changes?: Partial<OrderBody>): OrderBody;
  /** Lets the next order that the venue takes work there unfilled; absent where a venue has no such orders. */
  restNext?(): void;
  /** Absent where no stop can rest. */
  readonly stops?: StopsUnderTest;
  close(): Promise<void>;
}

/** What tests of stops must know of a venue and do to it. */
export interface StopsUnderTest {
  /** What is traded costs so much at the start. */
  readonly price: string;
  /** The step between two prices that a stop may have. */
  readonly step: string;
  /** Stops are about multiples of this. */
  readonly unit: string;
  /** Lets the last price be another one. */
  trade(price: string): void;
}

/** All that a report says was filled. */
export function quantityOf(report: VenueReport): Decimal {
  return report.fills.reduce((sum: Decimal, fill) => sum.add(fill.quantity), ZERO);
}

/** A report as text, so that two can be compared. */
export function shown(report: VenueReport): string {
  const { clientOrderId, venueOrderId, status, reason } = report;
  const restsAt = report.restsAt?.toFixed() ?? null;
  const fills = report.fills.map(({ venueFillId, filledAt, slippageBps, price, quantity, usd, feeUsd }) => ({
    venueFillId,
    filledAt,
    slippageBps,
    amounts: [price, quantity, usd, feeUsd].map((amount) => amount.toFixed()),
  }));
  return JSON.stringify({ clientOrderId, venueOrderId, status, reason, restsAt, fills });
}
