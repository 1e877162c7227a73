import { type BaseDb, type Db, joinedRow, newId, type Rows } from '../../kernel/db/index.ts';
import { type Rule, ruleAction, ruleSchedule } from './rule.ts';

function toRule(row: Rows.TriggerRule): Rule {
  const action = ruleAction.safeParse(row.actionConfig);
  const schedule = ruleSchedule.safeParse(row.schedule);
  return {
    id: row.id,
    name: row.name,
    ruleType: row.ruleType,
    triggerEvent: row.triggerEvent,
    conditions: row.conditions as Record<string, unknown>,
    action: action.success ? action.data : null,
    cooldownMinutes: row.cooldownMinutes,
    everyMinutes: schedule.success ? schedule.data.everyMinutes : null,
    nextDueAt: row.nextDueAt,
  };
}

/** Enabled reactive rules that listen to an event's kind and have not looked at it yet. */
export async function listListeners(
  db: Db,
  event: { readonly id: string; readonly kind: string },
): Promise<readonly Rule[]> {
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    SELECT * FROM ops_trigger_rules r WHERE rule_type = 'reactive' AND enabled AND trigger_event = ${event.kind}
      AND NOT EXISTS (SELECT 1 FROM ops_rule_firings f WHERE f.rule_id = r.id AND f.event_id = ${event.id}::uuid) ORDER BY name`;
  return rows.map((row) => toRule(joinedRow(row) as unknown as Rows.TriggerRule));
}

/** Enabled proactive rules that are due at `now`, the oldest first. */
export async function listDueRules(db: BaseDb, now: Date): Promise<readonly Rule[]> {
  const rows = await db.triggerRule.findMany({
    where: { ruleType: 'proactive', enabled: true, OR: [{ nextDueAt: null }, { nextDueAt: { lte: now } }] },
    orderBy: { name: 'asc' },
  });
  return rows.map(toRule);
}

/** When the next proactive rule is due; null when none is enabled. */
export async function findNextDue(db: BaseDb): Promise<Date | null> {
  const row = await db.triggerRule.findFirst({
    where: { ruleType: 'proactive', enabled: true, nextDueAt: { not: null } },
    orderBy: { nextDueAt: 'asc' },
    select: { nextDueAt: true },
  });
  return row?.nextDueAt ?? null;
}

/** The compare-and-swap that gives a due turn to one caller. A turn that another is just taking is not waited for. */
export async function takeTurn(db: Db, rule: Rule, next: Date): Promise<boolean> {
  const taken = await db.$executeRaw`
    UPDATE ops_trigger_rules SET next_due_at = ${next}, updated_at = now() WHERE id = (
      SELECT id FROM ops_trigger_rules WHERE id = ${rule.id}::uuid AND enabled AND next_due_at IS NOT DISTINCT FROM ${rule.nextDueAt}::timestamptz
      FOR UPDATE SKIP LOCKED)`;
  return taken === 1;
}

export interface Firing {
  readonly ruleId: string;
  readonly eventId: string | null;
  readonly dueAt: Date | null;
  readonly subject: string;
  readonly outcome: 'fired' | 'no_match' | 'cooldown' | 'skipped';
  readonly reason: string | null;
  readonly proposalId: string | null;
  readonly firedAt: Date;
}

/** Writes what a rule made of an event or a due time, and counts it on the rule if it fired; false when it has been written before. */
export async function insertFiring(db: Db, firing: Firing): Promise<boolean> {
  const { ruleId, eventId, dueAt, subject, outcome, reason, proposalId, firedAt } = firing;
  const [row] = await db.$queryRaw<{ written: boolean }[]>`
    WITH f AS (
      INSERT INTO ops_rule_firings (id, rule_id, event_id, due_at, subject, outcome, reason, proposal_id, fired_at)
      VALUES (${newId()}::uuid, ${ruleId}::uuid, ${eventId}::uuid, ${dueAt}, ${subject}, ${outcome}::"FiringOutcome", ${reason}, ${proposalId}::uuid, ${firedAt})
      ON CONFLICT DO NOTHING RETURNING rule_id, outcome),
    counted AS (
      UPDATE ops_trigger_rules r SET fire_count = r.fire_count + 1, last_fired_at = ${firedAt}, updated_at = now()
      FROM f WHERE r.id = f.rule_id AND f.outcome = 'fired')
    SELECT EXISTS (SELECT 1 FROM f) AS written`;
  return row?.written ?? false;
}

export interface Cooldown {
  /** A rule, or a reaction's source, target and type. */
  readonly key: string;
  readonly subject: string;
  readonly minutes: number;
  readonly now: Date;
}

/** Takes a cooldown if it is over; the check and the taking are one statement. */
export async function takeCooldown(db: Db, { key, subject, minutes, now }: Cooldown): Promise<boolean> {
  const since = new Date(now.getTime() - minutes * 60_000);
  const taken = await db.$executeRaw`
    INSERT INTO ops_rule_cooldowns (rule_key, subject, last_fired_at) VALUES (${key}, ${subject}, ${now})
    ON CONFLICT (rule_key, subject) DO UPDATE SET last_fired_at = excluded.last_fired_at WHERE ops_rule_cooldowns.last_fired_at <= ${since}`;
  return taken === 1;
}
