import { type Db, newId } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { RuleDraft } from './rule-draft.ts';
import { seedRules } from './rules.ts';

type NewRule = Omit<RuleDraft, 'schedule'> & { readonly schedule: RuleDraft['schedule'] };

const json = (value: unknown): string | null => (value ? JSON.stringify(value) : null);

/** Writes the rules that are missing; a rule that is there stays as its owner left it. */
export async function seedTriggerRules(db: Db): Promise<void> {
  for (const { everyMinutes, ...rule } of seedRules)
    await insertRule(db, {
      ...rule,
      conditions: rule.conditions as RuleDraft['conditions'],
      schedule: everyMinutes === null ? null : { everyMinutes },
    });
}

/** Writes a new rule; false when its name is taken. */
export async function insertRule(db: Db, rule: NewRule): Promise<boolean> {
  const inserted = await db.$executeRaw`
    INSERT INTO ops_trigger_rules (id, name, rule_type, trigger_event, conditions, action_config, cooldown_minutes,
      schedule, enabled)
    VALUES (${newId()}::uuid, ${rule.name}, ${rule.ruleType}::"RuleType", ${rule.triggerEvent},
            ${JSON.stringify(rule.conditions)}::jsonb,
            ${JSON.stringify(rule.action)}::jsonb, ${rule.cooldownMinutes}, ${json(rule.schedule)}::jsonb,
            ${rule.enabled}) ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

export interface StoredRule {
  readonly version: number;
  /** As it stands in the table, not yet checked. */
  readonly draft: Readonly<Record<string, unknown>>;
}

/** A rule as it stands, kept from other writers until the transaction ends; null when there is none. */
export async function lockRule(db: Db, name: string): Promise<StoredRule | null> {
  const [row] = await db.$queryRaw<({ version: number } & StoredRule['draft'])[]>`
    SELECT version, name, rule_type::text AS "ruleType", trigger_event AS "triggerEvent", conditions,
           action_config AS action,
           cooldown_minutes AS "cooldownMinutes", schedule, enabled FROM ops_trigger_rules WHERE name = ${name}
           FOR UPDATE`;
  if (!row) return null;
  const { version, ...draft } = row;
  return { version, draft };
}

/**
 * Writes the next version of a locked rule. A turn that now lies further ahead than its interval comes when the
 * interval is over.
 */
export async function replaceRule(db: Db, rule: RuleDraft, now: Date): Promise<number> {
  const latest = rule.schedule ? new Date(now.getTime() + rule.schedule.everyMinutes * MINUTE_MS) : null;
  const [row] = await db.$queryRaw<{ version: number }[]>`
    UPDATE ops_trigger_rules SET rule_type = ${rule.ruleType}::"RuleType", trigger_event = ${rule.triggerEvent},
           conditions = ${JSON.stringify(rule.conditions)}::jsonb,
           action_config = ${JSON.stringify(rule.action)}::jsonb, cooldown_minutes = ${rule.cooldownMinutes},
           schedule = coalesce(${json(rule.schedule)}::jsonb, schedule), enabled = ${rule.enabled},
           next_due_at = least(next_due_at, CASE WHEN next_due_at IS NOT NULL THEN ${latest}::timestamptz END),
           version = version + 1, updated_at = now()
    WHERE name = ${rule.name} RETURNING version`;
  if (!row) throw new InvariantError(`the rule ${rule.name} is gone`);
  return row.version;
}
