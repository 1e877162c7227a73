import { userInfo } from 'node:os';
import { HALT_FENCE, setTradingState, type TradingState } from '@atc/core/desk/protections';
import { openFence } from '@atc/core/kernel/db';
import { StartError, storeFaultOf } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import type { Desk } from './desk.ts';

const WORD = { active: 'trades', reducing: 'only closes', halted: 'stands still' } as const;

/**
 * Sets the trading state with the proof that a page gives: the epoch, the orders that were on their way, and how long
 * the answer took. Returns the exit code.
 */
export async function turn(
  { db, clock, databaseUrl, say }: Desk,
  { state, reason }: { readonly state: TradingState; readonly reason: string },
): Promise<number> {
  const fence = openFence({ databaseUrl, key: HALT_FENCE, connections: 1 });
  const begun = performance.now();
  try {
    const by = `operator:${userInfo().username}`;
    const { epoch, inFlight } = await setTradingState({ db, clock, fence }, { state, reason, by });
    const ms = Math.round(performance.now() - begun);
    const calls = inFlight.length === 0 ? 'no call of the old state is under way' : `${inFlight.join(', ')} may arrive`;
    say(`The desk ${WORD[state]}: epoch ${epoch}, written in ${ms} ms; ${calls}.`);
    if (state === 'halted') say(await unprotected(db));
    return 0;
  } catch (cause) {
    const fault = storeFaultOf(cause);
    if (!fault) throw cause;
    throw new StartError('not_written', `nothing was changed: the database is ${fault.replaceAll('_', ' ')}`, {
      cause,
    });
  } finally {
    await fence.close();
  }
}

async function unprotected(db: Desk['db']): Promise<string> {
  const held = await db.position.count({ where: { status: { in: ['open', 'closing'] } } });
  if (held === 0) return 'Nothing is held.';
  return `${sayCount(held, 'position')} held: no stop of the desk sells while it stands still, until \`./desk go\`.`;
}
