import { sayUsd } from '@atc/core/kernel/figures';
import type { Trade } from '../engine/index.ts';

/** What two plays of the same market must have in common of a trade. */
export type PlayedTrade = Pick<
  Trade,
  'symbol' | 'openedAt' | 'closedAt' | 'reason' | 'entryPrice' | 'exitPrice' | 'quantity' | 'feesUsd' | 'pnlUsd'
>;

/** How far the company and the lab agree on what a market leads to. */
export interface Agreement {
  /** Trades of both with the same token, times to the millisecond and reason. */
  readonly same: number;
  /** Of those, trades whose figures agree. */
  readonly exact: number;
  /** What is not the same, a line each, in order of time. */
  readonly differences: readonly string[];
}

const FIGURES = ['entryPrice', 'exitPrice', 'quantity', 'feesUsd', 'pnlUsd'] as const;
const TOLERANCE = 1e-9;

/** Compares the trades that the company made with those of the lab. */
export function agreementOf(company: readonly PlayedTrade[], lab: readonly PlayedTrade[]): Agreement {
  const theirs = new Map(company.map((trade) => [keyOf(trade), trade]));
  const ours = new Map(lab.map((trade) => [keyOf(trade), trade]));
  const shared = [...theirs].flatMap(([key, trade]) => {
    const own = ours.get(key);
    return own ? [{ key, faults: faultsOf(trade, own) }] : [];
  });
  const onlyIn = (who: string, mine: typeof theirs, other: typeof theirs) =>
    [...mine].flatMap(([key, { pnlUsd }]) => (other.has(key) ? [] : [`${key}: only ${who}, ${sayUsd(pnlUsd)}`]));
  return {
    same: shared.length,
    exact: shared.filter(({ faults }) => faults.length === 0).length,
    differences: [
      ...onlyIn('the company', theirs, ours),
      ...onlyIn('the lab', ours, theirs),
      ...shared.flatMap(({ key, faults }) => faults.map((fault) => `${key}: ${fault}`)),
    ].sort(),
  };
}

/** Sorts by time. */
const keyOf = ({ symbol, openedAt, closedAt, reason }: PlayedTrade): string =>
  `${openedAt.toISOString()} ${symbol} until ${closedAt.toISOString()} by ${reason}`;

function faultsOf(theirs: PlayedTrade, ours: PlayedTrade): readonly string[] {
  return FIGURES.flatMap((name) =>
    Math.abs(theirs[name] - ours[name]) <= TOLERANCE ? [] : [`${name} ${theirs[name]}, in the lab ${ours[name]}`],
  );
}
