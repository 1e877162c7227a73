import { correlation, type HeldCloses, returnsOf } from '@atc/core/desk/entries';
import { sayRatio, sayShare } from '@atc/core/kernel/figures';

/** An open position as risk sees it. USD and fractions. */
export interface HeldRisk {
  readonly positionId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly valueUsd: number;
  /** What its stop would cost from here. */
  readonly riskUsd: number;
  /** For how long there has been no fresh price of it, in words; null: there is one. */
  readonly silentFor: string | null;
}

export interface Twins {
  readonly one: string;
  readonly other: string;
  /** Of 72 hourly returns. */
  readonly correlation: number;
}

export interface PortfolioFacts {
  readonly equityUsd: number;
  readonly drawdown: number;
  readonly dayPnlUsd: number;
  readonly held: readonly HeldRisk[];
  /** The two held tokens that move most alike; null with fewer than two. */
  readonly twins: Twins | null;
  /** The most that all stops together may cost, a fraction of equity. */
  readonly maxRisk: number;
}

export interface Assessment {
  readonly exposure: number;
  readonly risk: number;
  /** What worries SAGE, one sentence each with its numbers; empty: nothing. */
  readonly worries: readonly string[];
  /** The position to halve, where all stops together cost more than the policy allows. */
  readonly reduce: HeldRisk | null;
}

const MOST_ALIKE = 0.8;
const MOST_EXPOSURE = 0.5;
const DEEP = 0.1;
const BAD_DAY = -0.03;

/**
 * SAGE's reading of the book: how much is out, what its stops would cost, what moves together, and how far it has
 * fallen.
 */
export function assess({ equityUsd, drawdown, dayPnlUsd, held, twins, maxRisk }: PortfolioFacts): Assessment {
  const share = (usd: number) => (equityUsd > 0 ? usd / equityUsd : 0);
  const exposure = share(sum(held.map(({ valueUsd }) => valueUsd)));
  const risk = share(sum(held.map(({ riskUsd }) => riskUsd)));
  const day = share(dayPnlUsd);
  const unseen = held.filter(({ silentFor }) => silentFor !== null);
  const worries = [
    ...unseen.map(
      ({ symbol, silentFor }) => `there has been no price of ${symbol} for ${silentFor}, so its stop is not watched`,
    ),
    risk > maxRisk
      ? `all stops together would cost ${sayShare(risk)} of equity, ${sayShare(maxRisk)} is the most`
      : null,
    exposure > MOST_EXPOSURE ? `${sayShare(exposure)} of equity is in the market` : null,
    twins && twins.correlation > MOST_ALIKE
      ? `${twins.one} and ${twins.other} move as one (correlation ${sayRatio(twins.correlation)})`
      : null,
    drawdown > DEEP ? `equity is ${sayShare(drawdown)} below its peak` : null,
    day < BAD_DAY ? `the day stands at ${sayShare(day)}` : null,
  ].filter((worry) => worry !== null);
  // Nobody sells by a price that is not known.
  const riskiest =
    held.filter(({ silentFor }) => silentFor === null).toSorted((a, b) => b.riskUsd - a.riskUsd)[0] ?? null;
  return { exposure, risk, worries, reduce: risk > maxRisk ? riskiest : null };
}

/** The two held tokens whose closes move most alike; null with fewer than two that have enough of them. */
export function twinsOf(held: readonly HeldCloses[]): Twins | null {
  const moves = held.map(({ symbol, closes }) => ({ symbol, returns: returnsOf(closes) }));
  const pairs = moves.flatMap((one, i) =>
    moves.slice(i + 1).flatMap((other) => {
      const value = correlation(one.returns, other.returns);
      return value === null ? [] : [{ one: one.symbol, other: other.symbol, correlation: value }];
    }),
  );
  return pairs.toSorted((a, b) => b.correlation - a.correlation)[0] ?? null;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
