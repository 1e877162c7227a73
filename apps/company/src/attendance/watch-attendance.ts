import { createInterface } from 'node:readline';
import { readTradingState, setTradingState } from '@atc/core/desk/protections';
import type { KernelContext } from '@atc/core/kernel';
import { errorText } from '@atc/core/kernel/errors';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { absenceMove, type Patience, type Presence, patience } from './presence.ts';

type Desk = Parameters<typeof setTradingState>[0] & Pick<KernelContext, 'log'>;

export interface Attendance {
  /** Every line of it is a sign that somebody is there. */
  readonly input: NodeJS.ReadableStream;
  /** A line for whoever is there. */
  readonly say: (line: string) => void;
  readonly patience?: Patience;
  readonly everyMs?: number;
}

const EVERY_MS = 1000;
const NOBODY = 'nobody sits in front of it';

/**
 * Asks whoever attends the desk from time to time whether they still do. Without an answer, or once their terminal is
 * gone, nothing is bought any more: trading is reduced until an operator says otherwise. Returns what ends the watch.
 */
export function watchAttendance(ctx: Desk, attendance: Attendance): () => Promise<void> {
  const { input, say, everyMs = EVERY_MS, patience: given = patience } = attendance;
  const nowMs = () => ctx.clock.monotonicMs();
  let presence: Presence = { seenMs: nowMs(), askedMs: null, reduced: false };
  let working: Promise<void> = Promise.resolve();
  const reduce = () => {
    presence = { ...presence, askedMs: presence.askedMs ?? nowMs(), reduced: true };
    working = working
      .then(() => reduceTrading(ctx, say))
      .catch((error: unknown) => {
        presence = { ...presence, reduced: false };
        ctx.log.error({ error: errorText(error) }, 'trading could not be reduced');
      });
  };
  const look = () => {
    const move = absenceMove(presence, nowMs(), given);
    if (move === 'reduce') reduce();
    if (move !== 'ask') return;
    presence = { ...presence, askedMs: nowMs() };
    say(
      `Are you there? Press Enter within ${Math.ceil(given.answerWithinMs / MINUTE_MS)} min, or ` +
        'nothing is bought any more.',
    );
  };
  const timer = setInterval(look, everyMs);
  const lines = createInterface({ input, terminal: false });
  lines.on('line', () => {
    presence = { seenMs: nowMs(), askedMs: null, reduced: false };
  });
  lines.on('close', () => reduce());
  return async () => {
    clearInterval(timer);
    lines.removeAllListeners('close');
    lines.close();
    await working;
  };
}

async function reduceTrading(ctx: Desk, say: (line: string) => void): Promise<void> {
  if ((await readTradingState(ctx.db)).state !== 'active') return;
  await setTradingState(ctx, { state: 'reducing', reason: NOBODY, by: 'attendance' });
  say('Nobody is there: nothing is bought any more. PUT /api/trading-state makes trading active again.');
}
