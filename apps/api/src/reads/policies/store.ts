import type { Db } from '@atc/core/kernel/db';
import { show } from '../view.ts';
import { type TriggerView, triggerView } from './view.ts';

/** The rules that make the company act by itself. */
export async function listTriggerViews(db: Db): Promise<readonly TriggerView[]> {
  const rows = await db.triggerRule.findMany({ orderBy: { name: 'asc' }, take: 500 });
  return rows.map((row) => show(triggerView, row));
}
