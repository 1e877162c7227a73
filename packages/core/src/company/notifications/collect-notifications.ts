import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { listEventsAfter } from '../events/index.ts';
import { readPolicies } from '../policies/index.ts';
import { messageOf } from './message.ts';
import type { Template } from './notification.ts';
import { findPlace, insertMessages, savePlace, takeCollector } from './store.ts';

const BATCH = 200;

/**
 * Writes a notification for every committed event that a person wants to be told, each once whatever dies meanwhile;
 * returns how many. One process at a time does this.
 */
export async function collectNotifications(ctx: Pick<KernelContext, 'db'>): Promise<number> {
  const { values } = await readPolicies(ctx.db);
  const wanted = values.notifications ?? { trade: false, alert: true, daily_report: false };
  return inTransaction(ctx.db, async (tx) => {
    if (!(await takeCollector(tx))) return 0;
    const events = await listEventsAfter(tx, await findPlace(tx), BATCH);
    const last = events.at(-1);
    if (!last) return 0;
    const messages = events
      .flatMap((event) => messageOf(event) ?? [])
      .filter(({ template }) => wants(wanted, template));
    await insertMessages(tx, messages);
    await savePlace(tx, last);
    return messages.length;
  });
}

const wants = (wanted: Readonly<Record<Template, boolean>>, template: Template) => wanted[template];
