import type { BaseDb } from '@atc/core/kernel/db';
import { show } from '../view.ts';
import { type TriggerDetail, type TriggerView, triggerDetail, triggerView } from './view.ts';

const SHOWN = 50;

const acted = { where: { outcome: { not: 'no_match' as const } }, orderBy: { id: 'desc' as const } };

/** The rules that make the company act by itself, each with what it did last. */
export async function listTriggerViews(db: BaseDb): Promise<readonly TriggerView[]> {
  const rows = await db.triggerRule.findMany({ orderBy: { name: 'asc' }, take: 500 });
  const last = await Promise.all(
    rows.map((row) => db.ruleFiring.findFirst({ ...acted, where: { ...acted.where, ruleId: row.id } })),
  );
  return rows.map((row, i) => show(triggerView, { ...row, lastFiring: last[i] ?? null }));
}

/** One rule with what it did last, newest first, or null. */
export async function findTriggerView(db: BaseDb, name: string): Promise<TriggerDetail | null> {
  const row = await db.triggerRule.findUnique({ where: { name }, include: { firings: { ...acted, take: SHOWN } } });
  return row && show(triggerDetail, { ...row, lastFiring: row.firings[0] ?? null });
}
