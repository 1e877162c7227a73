import { createHash } from 'node:crypto';
import type { Evidence, Split, Trial } from '@atc/core/loop/trials';
import type { Terms } from '../engine/index.ts';
import { periodSharpe } from '../measure/index.ts';

/** A run as whoever played it tells of it. Times are UTC milliseconds. */
export interface Tried extends Pick<Trial, 'family' | 'strategy' | 'version' | 'values' | 'recording' | 'costs'> {
  readonly seed: string;
  readonly split: Split;
  readonly from: number;
  readonly to: number;
  readonly dailyReturns: readonly number[];
  /** Of each trade, after costs, fractions of its cost. */
  readonly results: readonly number[];
  readonly slippage: number | null;
  readonly evidence?: Evidence | null;
  /** What else was asked, such as when orders are filled. */
  readonly of?: unknown;
}

/** A run as a play tells of it: where it was played is known, and its costs unless they are told. */
export type Run = Omit<Tried, 'recording' | 'costs'> & Partial<Pick<Tried, 'costs'>>;

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
  const { family, strategy, version, values, recording, costs, seed, split, of } = run;
  const asked = { family, strategy, version, values, recording, split, seed, costs };
  const { family: _, ...question } = asked;
  const [from, to] = [new Date(run.from).toISOString(), new Date(run.to).toISOString()];
  const returns = run.dailyReturns.map(rounded);
  return {
    runId: runIdOf({ ...question, from, to, code, of }),
    ...asked,
    ...{ from, to, code, by, lookedAt: at.toISOString() },
    sharpe: rounded(periodSharpe(returns)),
    ...{ returns, results: run.results.map(rounded), slippage: run.slippage, evidence: run.evidence ?? null },
  };
}

/** Where runs were played, on which terms, and who looked. */
export interface Looking {
  readonly recording: string;
  readonly terms: Terms;
  readonly look: Look;
}

/** The trials that runs are. */
export function trialsOf(runs: readonly Run[], { recording, terms, look }: Looking): readonly Trial[] {
  const { costs, fill } = terms;
  return runs.map((run) => trialOf({ costs, ...run, recording, of: [fill, run.of] }, look));
}

/** The hash of a question: strategy, values, recording, range, seed, costs and program, whatever the family. */
function runIdOf(question: Readonly<Record<string, unknown>>): string {
  return hashOf(Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fingerprint of a program with that of a strategy where it is data, as a trial keeps them. */
export function codeOf(program: string, definition: unknown): string {
  return definition === null ? program : `${program}+${hashOf(definition)}`;
}

/** A short hash of anything that can be JSON. */
export function hashOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
}
