import {
  type CheckLine,
  checkChanges,
  checkLookback,
  checkPurity,
  checkStress,
  type Decision,
  sameDecisions,
  tapeEndedAt,
  tapePoisonedAfter,
} from '../checks/index.ts';
import { CAPITAL_USD, type Contender, delayed, openArena, playOnce, type Tape } from '../strategies/index.ts';
import { strategyDecisions } from './strategy-play.ts';

/** A contender that is checked. What it is made of may depend on the tape: one that knows the future is caught so. */
export interface Checked {
  readonly tape: Tape;
  readonly contender: (tape: Tape) => Contender;
  readonly seed: string;
  /** Instants that are drawn; 20 unless told. */
  readonly instants?: number;
  readonly played?: (done: number, of: number) => void;
}

/** Plays a contender under conditions that an honest result survives: a line for each. */
export function checkContender({ tape, contender, ...drawing }: Checked): readonly CheckLine[] {
  const decide = (of: Tape): readonly Decision[] => strategyDecisions(play(of, contender(of)));
  const { startsAt, endsAt, barMs } = tape;
  return [
    ...checkChanges(
      {
        ...{ startsAt, endsAt, barMs, whole: () => decide(tape) },
        ended: (at) => decide(tapeEndedAt(tape, at)),
        poisoned: (at, random) => decide(tapePoisonedAfter(tape, at, random)),
      },
      drawing,
    ),
    ...lookbacks(tape, contender(tape)),
    checkPurity(() => decide(tape)),
    sameDecisions(() => decide(tape)),
    ...stresses(tape, contender(tape)),
  ];
}

function play(tape: Tape, contender: Contender, costs = 1) {
  const { startsAt: from, endsAt: to } = tape;
  return playOnce(openArena(tape), contender, { from, to, terms: { costs, fill: 'close' } });
}

function lookbacks(tape: Tape, { prepared, values, bars }: Contender): readonly CheckLine[] {
  return prepared ? [checkLookback({ prepared, values, grid: openArena(tape).grid(bars) })] : [];
}

function stresses(tape: Tape, contender: Contender): readonly CheckLine[] {
  const gainOf = (one: Contender, costs: number): number => play(tape, one, costs).equityUsd / CAPITAL_USD - 1;
  const plain = gainOf(contender, 1);
  const { bars } = contender;
  return [
    checkStress({ name: `delay of one bar of ${bars}`, plain, stressed: gainOf(delayed(contender), 1) }),
    checkStress({ name: 'costs × 1.5', plain, stressed: gainOf(contender, 1.5) }),
    checkStress({ name: 'costs × 2', plain, stressed: gainOf(contender, 2) }),
  ];
}
