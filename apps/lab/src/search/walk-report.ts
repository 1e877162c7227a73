import type { Trial } from '@atc/core/loop/trials';
import { dayEnds } from '@atc/lab/measure';
import { type Curve, type WindowLine, walkPage } from '@atc/lab/report';
import type { Walk, Walked } from '@atc/lab/search';
import { sayValues } from './tables.ts';
import { sayTest, type ValuesOf } from './walk-lines.ts';

/** What a walk-forward has found, as its page tells it. */
export interface WalkFound {
  readonly title: string;
  readonly walks: readonly Walk[];
  readonly trial: Trial;
  readonly valuesOf: ValuesOf;
  readonly said: readonly string[];
}

/** The page of a walk-forward: the tests of each mode beside holding and dice on the same days. */
export function walkPageOf({ title, walks, trial, valuesOf, said }: WalkFound): string {
  const tests = walks.map(({ mode, returns, windows }): Curve => {
    const trades = windows.reduce((sum, { tested }) => sum + tested.outcome.results.length, 0);
    return { name: mode, returns, trades, fees: null };
  });
  const { hold = [], placebo = [] } = trial.evidence ?? {};
  const references = [
    { name: 'hold', returns: hold, trades: null, fees: null },
    { name: 'placebo', returns: placebo, trades: null, fees: null },
  ];
  const windows = walks[0]?.windows ?? [];
  const ends = windows.flatMap(({ test }) => dayEnds(test.from, test.to));
  return walkPage({
    ...{ title, trial, said },
    days: [windows[0]?.test.from ?? 0, ...ends].map((at) => new Date(at).toISOString()),
    curves: [...tests, ...references],
    modes: walks.map(({ mode, windows: all }) => ({ mode, windows: all.map((one) => windowOf(one, valuesOf)) })),
  });
}

function windowOf(walked: Walked, valuesOf: ValuesOf): WindowLine {
  const { trained, tested } = walked;
  const { returns, results } = tested.outcome;
  const chosen = sayValues(valuesOf(trained.variant));
  return { span: sayTest(walked), chosen, trained, tested, returns, trades: results.length };
}
