import { sayBps, sayCount, sayRatio, sayShare, sayUsd } from '@atc/core/kernel/figures';
/** What the records of a day say about how well the machine runs. Fractions, basis points, machine milliseconds. */
export interface SystemFacts {
  /** That ended; one that was skipped because a step before it failed is none. */
  readonly steps: number;
  readonly failedSteps: number;
  /** Steps that needed more than one attempt. */
  readonly retriedSteps: number;
  readonly deadLetters: number;
  readonly fills: number;
  /** Weighted by what was traded; null without a fill. */
  readonly slippageBps: number | null;
  readonly worstSlippageBps: number | null;
  /** From intent to the venue's last word, of the slowest twentieth. */
  readonly orderMsP95: number | null;
  readonly openPositions: number;
  readonly withoutStop: number;
  /** Held, and no price comes of it. */
  readonly withoutPrice: number;
  /** The largest cost of an open position, USD. */
  readonly largestUsd: number;
  /** What all open positions cost, USD. */
  readonly exposedUsd: number;
  readonly tradesToday: number;
  /** Orders on which the venue's last word has been missing for an hour. */
  readonly silentOrders: number;
  /** Keys of limits whose usage is not what their reservations add up to. */
  readonly capsAdrift: readonly string[];
}

export interface SystemLimits {
  readonly maxOpenPositions: number;
  readonly maxPositionUsd: number;
  readonly maxDailyTrades: number;
}

/** A rule that is not kept, with its numbers. */
export interface Violation {
  readonly rule: string;
  readonly observed: number;
  readonly limit: number;
  readonly says: string;
}

const MOST_FAILED = 0.1;
const MOST_SLIPPAGE_BPS = 50;
/** A position may cost a little more than its limit: fees are paid on top. */
const FEES = 1.01;

/** The rules of the desk that the records show broken. */
export function violationsOf(facts: SystemFacts, limits: SystemLimits): readonly Violation[] {
  const failedShare = facts.steps === 0 ? 0 : facts.failedSteps / facts.steps;
  const checks: readonly Violation[] = [
    {
      rule: 'stop_loss',
      observed: facts.withoutStop,
      limit: 0,
      says: `${facts.withoutStop} open positions have no stop`,
    },
    {
      rule: 'price',
      observed: facts.withoutPrice,
      limit: 0,
      says: `${facts.withoutPrice} open positions have no fresh price, and nobody watches their stops`,
    },
    {
      rule: 'open_positions',
      observed: facts.openPositions,
      limit: limits.maxOpenPositions,
      says:
        `${sayCount(facts.openPositions, 'position is', 'positions are')} open, ` +
        `${limits.maxOpenPositions} are allowed`,
    },
    {
      rule: 'position_size',
      observed: facts.largestUsd,
      limit: limits.maxPositionUsd * FEES,
      says: `the largest position cost ${sayUsd(facts.largestUsd)}, ${limits.maxPositionUsd} are allowed`,
    },
    {
      rule: 'daily_trades',
      observed: facts.tradesToday,
      limit: limits.maxDailyTrades,
      says: `${facts.tradesToday} trades today, ${limits.maxDailyTrades} are allowed`,
    },
    {
      rule: 'caps',
      observed: facts.capsAdrift.length,
      limit: 0,
      says: `what is used of ${facts.capsAdrift.join(', ')} is not what is reserved`,
    },
    {
      rule: 'dead_letters',
      observed: facts.deadLetters,
      limit: 0,
      says: `${facts.deadLetters} steps were given up after their last attempt`,
    },
    {
      rule: 'silent_orders',
      observed: facts.silentOrders,
      limit: 0,
      says: `${facts.silentOrders} orders have been without the venue's word for an hour`,
    },
    {
      rule: 'error_rate',
      observed: failedShare,
      limit: MOST_FAILED,
      says: `${sayShare(failedShare, 0)} of ${sayCount(facts.steps, 'step')} failed`,
    },
    {
      rule: 'execution_quality',
      observed: facts.slippageBps ?? 0,
      limit: MOST_SLIPPAGE_BPS,
      says: `slippage was ${sayBps(facts.slippageBps ?? 0)} on average`,
    },
  ];
  return checks.filter(({ observed, limit }) => observed > limit);
}

/** What was found, for the topic that was asked about. */
export function sayFindings(facts: SystemFacts, topic: string | undefined): string {
  const says: Readonly<Record<string, string>> = {
    error_rate: `${facts.failedSteps} of ${facts.steps} steps failed, ${facts.retriedSteps} needed another attempt`,
    execution_quality:
      facts.slippageBps === null
        ? 'nothing was filled'
        : `${sayCount(facts.fills, 'fill')}, slippage ${sayBps(facts.slippageBps)} on average and ` +
          `${whole(facts.worstSlippageBps)} at worst, an order took ${whole(facts.orderMsP95)} ms at ` +
          'the slow end',
    rule_compliance:
      `${sayCount(facts.openPositions, 'position')} open, ${facts.withoutStop} without a ` +
      `stop${facts.withoutPrice > 0 ? `, ${facts.withoutPrice} without a fresh price` : ''}, ` +
      `${sayCount(facts.tradesToday, 'trade')} today`,
  };
  return says[topic ?? ''] ?? Object.values(says).join('; ');
}

const whole = (figure: number | null): string => (figure === null ? 'unknown' : sayRatio(figure, 0));
