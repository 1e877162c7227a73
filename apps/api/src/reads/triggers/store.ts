import type { BaseDb } from '@atc/core/kernel/db';
import { show } from '../view.ts';
import { type TriggerDetail, type TriggerView, triggerDetail, triggerView } from './view.ts';

const SHOWN = 50;

/** The rules that make the company act by itself, each with what it did last. */
export async function listTriggerViews(db: BaseDb): Promise<readonly TriggerView[]> {
  const rows = await db.triggerRule.findMany({ orderBy: { name: 'asc' }, take: 500 });
  const last = await Promise.all(rows.map((row) => listActed(db, row.id, 1)));
  return rows.map((row, i) => show(triggerView, { ...row, lastFiring: last[i]?.[0] ?? null }));
}

/** One rule with what it did last, newest first, or null. */
export async function findTriggerView(db: BaseDb, name: string): Promise<TriggerDetail | null> {
  const row = await db.triggerRule.findUnique({ where: { name } });
  if (!row) return null;
  const firings = await listActed(db, row.id, SHOWN);
  return show(triggerDetail, { ...row, firings, lastFiring: firings[0] ?? null });
}

/** What a rule did last, newest first; its index leaves out what did not match, as long as that is written out. */
async function listActed(db: BaseDb, ruleId: string, most: number) {
  const acted = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM ops_rule_firings WHERE rule_id = ${ruleId}::uuid AND outcome <> 'no_match' ORDER BY id DESC
           LIMIT ${most}`;
  return db.ruleFiring.findMany({ where: { id: { in: acted.map(({ id }) => id) } }, orderBy: { id: 'desc' } });
}
