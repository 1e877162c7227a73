import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { emitEvent } from '../events/index.ts';
import { type Alarm, endAlarm, sendAlarm } from '../notifications/index.ts';
import { noteEnd, noteTrouble } from './store.ts';

type TellingContext = Pick<KernelContext, 'db' | 'clock' | 'log' | 'config'>;

/**
 * Tells a trouble of the company as an event, which becomes a notification: once in the whole fleet when it begins, and
 * again after growing pauses while it lasts; where the database takes no writes, as an alarm. Call it as often as it is
 * seen. Returns whether it was told now; never throws.
 */
export async function tellTrouble(ctx: TellingContext, trouble: Alarm): Promise<boolean> {
  try {
    const told = await inTransaction(ctx.db, async (tx) => {
      const noted = await noteTrouble(tx, trouble.cause);
      if (!noted) return null;
      const fields = { ...trouble.fields, cause: trouble.cause, since: noted.since.toISOString(), times: noted.times };
      return emitEvent(ctx, tx, { ...wordsOf(trouble), kind: 'company.troubled', fields });
    });
    if (!told) return false;
    ctx.log.error({ cause: trouble.cause, title: trouble.title, ...trouble.fields }, 'trouble');
    return true;
  } catch (error) {
    ctx.log.debug({ cause: trouble.cause, error: errorText(error) }, 'a trouble could not be written down');
    return sendAlarm(ctx, trouble);
  }
}

/** Tells that a trouble has ended, once in the whole fleet; false when there was none. Never throws. */
export async function endTrouble(ctx: TellingContext, trouble: Alarm): Promise<boolean> {
  const unsaid = await endAlarm(ctx, trouble);
  try {
    const told = await inTransaction(ctx.db, async (tx) => {
      const noted = await noteEnd(tx, trouble.cause);
      if (!noted) return null;
      const fields = { ...trouble.fields, cause: trouble.cause, since: noted.since.toISOString() };
      return emitEvent(ctx, tx, { ...wordsOf(trouble), kind: 'company.recovered', fields });
    });
    return unsaid || told !== null;
  } catch (error) {
    ctx.log.debug({ cause: trouble.cause, error: errorText(error) }, 'the end of a trouble could not be written down');
    return unsaid;
  }
}

const wordsOf = ({ title, text }: Alarm) => ({ title, summary: text });
