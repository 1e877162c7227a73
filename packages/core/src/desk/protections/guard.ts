import type { PolicyValue } from '../../company/policies/index.ts';
import { sayShare, saySpan, sayUsd } from '../../kernel/figures/index.ts';

type ProtectionsPolicy = PolicyValue<'protections'>;
export type GuardKind = keyof ProtectionsPolicy;

/** What a lock of the whole company is about; one of a token is about its instrument's id. */
export const COMPANY = 'company';

/** A lock that a protection asks for. */
export interface WantedLock {
  readonly kind: GuardKind;
  readonly subject: string;
  /** One sentence for people, with the numbers. */
  readonly reason: string;
  /** Company time. */
  readonly minutes: number;
  readonly details: Readonly<Record<string, number>>;
}

/** A trade that has just closed, with what closed before it in the policies' windows, itself included. */
export interface CloseFacts {
  readonly instrumentId: string;
  readonly symbol: string;
  /** It lost by its stop. */
  readonly stoppedOut: boolean;
  readonly lost: boolean;
  /** Losses by a stop of any token. */
  readonly stopOuts: number;
  /** Of this token. */
  readonly tokenLosses: number;
  readonly tokenTrades: number;
  readonly tokenPnlUsd: number;
}

const FEWEST_TRADES = 2;

/**
 * The locks that follow from a closed trade: too many stops in a row, a loss that needs a pause, a token that does not
 * pay.
 */
export function locksAfterClose(policy: ProtectionsPolicy, facts: CloseFacts): readonly WantedLock[] {
  return [afterStops(policy, facts), afterLoss(policy, facts), afterLowProfit(policy, facts)].filter(
    (lock) => lock !== null,
  );
}

function afterStops(
  { stop_loss_guard: guard }: ProtectionsPolicy,
  { stoppedOut, stopOuts }: CloseFacts,
): WantedLock | null {
  if (!guard.enabled || !stoppedOut || stopOuts < guard.threshold) return null;
  return {
    kind: 'stop_loss_guard',
    subject: COMPANY,
    reason: `${stopOuts} trades were stopped out in ${saySpan(guard.lookback_minutes)}`,
    minutes: guard.lock_minutes,
    details: { stopOuts },
  };
}

function afterLoss({ cooldown_after_loss: cooldown }: ProtectionsPolicy, facts: CloseFacts): WantedLock | null {
  const { lost, tokenLosses, symbol, instrumentId } = facts;
  if (!cooldown.enabled || !lost || tokenLosses < cooldown.threshold) return null;
  return {
    kind: 'cooldown_after_loss',
    subject: instrumentId,
    reason:
      `${symbol} lost ` +
      `${tokenLosses === 1 ? 'just now' : `${tokenLosses} times in ${saySpan(cooldown.lookback_minutes)}`}`,
    minutes: cooldown.lock_minutes,
    details: { tokenLosses },
  };
}

function afterLowProfit({ low_profit_lock: profit }: ProtectionsPolicy, facts: CloseFacts): WantedLock | null {
  const { tokenTrades, tokenPnlUsd, symbol, instrumentId } = facts;
  if (!profit.enabled || tokenTrades < FEWEST_TRADES || tokenPnlUsd >= profit.threshold) return null;
  return {
    kind: 'low_profit_lock',
    subject: instrumentId,
    reason: `${tokenTrades} trades in ${symbol} came to ${sayUsd(tokenPnlUsd)} in ${saySpan(profit.lookback_minutes)}`,
    minutes: profit.lock_minutes,
    details: { tokenTrades, tokenPnlUsd },
  };
}

/**
 * How equity has moved: each window begins no earlier than the last lock of its kind ended, so that a lifted one is
 * lifted.
 */
export interface BooksFacts {
  readonly equityUsd: number;
  /** The highest in the window of `max_drawdown`. */
  readonly peakUsd: number;
  /** When the window of `daily_loss_limit` began. */
  readonly beganAtUsd: number;
}

/** How far equity has fallen in the windows of the protections, as fractions: at least 0 below a peak. */
export interface BooksStand {
  readonly drawdown: number;
  readonly loss: number;
}

/** How far equity lies below its peak and below where the window of `daily_loss_limit` began. */
export function standOf({ equityUsd, peakUsd, beganAtUsd }: BooksFacts): BooksStand {
  return {
    drawdown: peakUsd > 0 ? 1 - equityUsd / peakUsd : 0,
    loss: beganAtUsd > 0 ? 1 - equityUsd / beganAtUsd : 0,
  };
}

/** The locks that follow from the books: equity too far below its peak, or too much lost within a day. */
export function locksOnBooks(policy: ProtectionsPolicy, facts: BooksFacts): readonly WantedLock[] {
  return [onDrawdown(policy, facts), onDailyLoss(policy, facts)].filter((lock) => lock !== null);
}

function onDrawdown({ max_drawdown: deepest }: ProtectionsPolicy, facts: BooksFacts): WantedLock | null {
  const { equityUsd, peakUsd } = facts;
  const { drawdown } = standOf(facts);
  if (!deepest.enabled || drawdown < deepest.threshold) return null;
  return {
    kind: 'max_drawdown',
    subject: COMPANY,
    reason:
      `equity is ${sayShare(drawdown)} below its highest of ${sayUsd(peakUsd)} in ` +
      `${saySpan(deepest.lookback_minutes)}`,
    minutes: deepest.lock_minutes,
    details: { drawdown, peakUsd, equityUsd },
  };
}

function onDailyLoss({ daily_loss_limit: limit }: ProtectionsPolicy, facts: BooksFacts): WantedLock | null {
  const { equityUsd, beganAtUsd } = facts;
  const { loss } = standOf(facts);
  if (!limit.enabled || loss < limit.threshold) return null;
  return {
    kind: 'daily_loss_limit',
    subject: COMPANY,
    reason: `${sayShare(loss)} of equity were lost in ${saySpan(limit.lookback_minutes)}`,
    minutes: limit.lock_minutes,
    details: { loss, beganAtUsd, equityUsd },
  };
}
