import { type Db, newId, type Prisma } from '../../kernel/db/index.ts';
import type { RuleDraft } from './rule-draft.ts';
import { seedRules } from './rules.ts';

type NewRule = Omit<RuleDraft, 'schedule'> & { readonly schedule: RuleDraft['schedule'] };

const rowOf = (rule: NewRule) => ({
  name: rule.name,
  ruleType: rule.ruleType,
  triggerEvent: rule.triggerEvent,
  conditions: rule.conditions as Prisma.InputJsonValue,
  actionConfig: rule.action as Prisma.InputJsonValue,
  cooldownMinutes: rule.cooldownMinutes,
  ...(rule.schedule ? { schedule: rule.schedule } : {}),
  enabled: rule.enabled,
});

/** Writes the rules that are missing; a rule that is there stays as its owner left it. */
export async function seedTriggerRules(db: Db): Promise<void> {
  const rules = seedRules.map(({ everyMinutes, ...rule }) => ({
    ...rule,
    conditions: rule.conditions as RuleDraft['conditions'],
    schedule: everyMinutes === null ? null : { everyMinutes },
  }));
  await db.triggerRule.createMany({ data: rules.map(rowOf), skipDuplicates: true });
}

/** Writes a new rule; false when its name is taken. */
export async function insertRule(db: Db, rule: RuleDraft): Promise<boolean> {
  const { count } = await db.triggerRule.createMany({ data: [{ id: newId(), ...rowOf(rule) }], skipDuplicates: true });
  return count === 1;
}

export interface StoredRule {
  readonly version: number;
  /** As it stands in the table, not yet checked. */
  readonly draft: Readonly<Record<string, unknown>>;
}

/** A rule as it stands, kept from other writers until the transaction ends; null when there is none. */
export async function lockRule(db: Db, name: string): Promise<StoredRule | null> {
  await db.$executeRaw`SELECT 1 FROM ops_trigger_rules WHERE name = ${name} FOR UPDATE`;
  const row = await db.triggerRule.findUnique({ where: { name } });
  if (!row) return null;
  const { ruleType, triggerEvent, conditions, actionConfig: action, cooldownMinutes, schedule, enabled } = row;
  return {
    version: row.version,
    draft: { name, ruleType, triggerEvent, conditions, action, cooldownMinutes, schedule, enabled },
  };
}

/** Writes the next version of a locked rule. A turn that now lies further ahead than its interval comes when the interval is over. */
export async function replaceRule(db: Db, rule: RuleDraft, now: Date): Promise<number> {
  const latest = rule.schedule ? new Date(now.getTime() + rule.schedule.everyMinutes * 60_000) : null;
  const { version } = await db.triggerRule.update({
    where: { name: rule.name },
    data: { ...rowOf(rule), version: { increment: 1 } },
    select: { version: true },
  });
  if (latest)
    await db.triggerRule.updateMany({
      where: { name: rule.name, nextDueAt: { gt: latest } },
      data: { nextDueAt: latest },
    });
  return version;
}
