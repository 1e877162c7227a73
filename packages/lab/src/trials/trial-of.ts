import { createHash } from 'node:crypto';
import type { Evidence, Split, Trial } from '@atc/core/loop/strategies/trials';
import { periodSharpe } from '../measure/index.ts';

/** A run as whoever played it tells of it. Times are UTC milliseconds. */
export interface Tried extends Pick<Trial, 'family' | 'strategy' | 'version' | 'values' | 'recording' | 'costs'> {
  readonly runId?: string;
  readonly seed: string;
  readonly split: Split;
  readonly from: number;
  readonly to: number;
  readonly dailyReturns: readonly number[];
  /** Of each trade, after costs, fractions of its cost. */
  readonly results: readonly number[];
  readonly slippage: number | null;
  readonly evidence?: Evidence | null;
}

/** Who looked at a run, when, and with which program. */
export interface Look {
  readonly by: string;
  readonly at: Date;
  readonly code: string;
}

const PLACES = 1e9;
const rounded = (value: number): number => Math.round(value * PLACES) / PLACES;

/** The trial that a run is, as the ledger keeps it: returns to nine places, its id the hash of what was asked. */
export function trialOf(run: Tried, { by, at, code }: Look): Trial {
  const { family, strategy, version, values, recording, costs, seed, split } = run;
  const asked = { family, strategy, version, values, recording, split, seed, costs };
  const [from, to] = [new Date(run.from).toISOString(), new Date(run.to).toISOString()];
  const returns = run.dailyReturns.map(rounded);
  return {
    runId: run.runId ?? runIdOf({ ...asked, from, to, code }),
    ...asked,
    ...{ from, to, code, by, lookedAt: at.toISOString() },
    sharpe: rounded(periodSharpe(returns)),
    ...{ returns, results: run.results.map(rounded), slippage: run.slippage, evidence: run.evidence ?? null },
  };
}

/** The hash of a question: strategy, values, recording, range, seed, costs and program. */
export function runIdOf(question: Readonly<Record<string, unknown>>): string {
  const sorted = JSON.stringify(Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(sorted).digest('hex').slice(0, 16);
}
