import { readHeartbeat } from '@atc/core/company/runs';
import { readTradingState } from '@atc/core/desk/protections';
import { CompanyError } from '@atc/core/kernel/errors';
import type { HostContext } from '../host-context.ts';
import { listMarks, readWorth } from '../reads/marks/store.ts';
import { type Marks, marksView, type StateTold, stateTold } from '../reads/marks/view.ts';
import { show } from '../reads/view.ts';

/** So often marks are told where nothing has changed: who hears nothing for longer knows that the line is dead. */
const QUIET_MS = 10_000;

/** What moves, as it was a moment ago. */
export interface Moves {
  readonly marks: Marks;
  readonly state: StateTold;
  /** Monotonic time of the reading. */
  readonly readMs: number;
}

/** Reads what moves: figures and trading state. Fails where the company was never started. */
export async function readMoves({ db, clock }: Pick<HostContext, 'db' | 'clock'>): Promise<Moves> {
  const [worth, positions, beat, state] = await Promise.all([
    readWorth(db),
    listMarks(db),
    readHeartbeat(db, clock.world),
    readTradingState(db),
  ]);
  if (!worth) throw new CompanyError('no_account', 'the account is missing: the company was never started');
  const pulse = beat && { silentMs: Math.round(beat.silentMs), late: beat.late };
  return {
    marks: show(marksView, { at: clock.now(), ...worth, positions, beat: pulse }),
    state: show(stateTold, state),
    readMs: clock.monotonicMs(),
  };
}

/** Where messages go; false when the client has no room for one now. */
export type Say = (event: 'marks' | 'state', data: object) => boolean;

/**
 * Tells one client what has changed since it was told last: the state, and the figures, those also every ten seconds
 * without a change. What it had no room for comes with the next reading.
 */
export function openTelling(say: Say): (moves: Moves) => void {
  let state = '';
  let figures = '';
  let toldMs = Number.NEGATIVE_INFINITY;
  return ({ marks, state: now, readMs }) => {
    const nextState = JSON.stringify(now);
    if (nextState !== state && say('state', now)) state = nextState;
    const { equityUsd, positions, beat } = marks;
    const next = JSON.stringify({ equityUsd, positions, late: beat?.late });
    if (next === figures && readMs - toldMs < QUIET_MS) return;
    if (!say('marks', marks)) return;
    figures = next;
    toldMs = readMs;
  };
}
