import { type Portfolio, portfolioNow } from '../../desk/portfolio/index.ts';
import { type Db, newId, Prisma, type Reading, type Rows, reading } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type Rule, ruleAction, ruleSchedule } from './rule.ts';

type RuleRow = Pick<
  Rows.TriggerRule,
  | 'id'
  | 'name'
  | 'ruleType'
  | 'triggerEvent'
  | 'conditions'
  | 'actionConfig'
  | 'cooldownMinutes'
  | 'schedule'
  | 'nextDueAt'
>;

function toRule(row: RuleRow): Rule {
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
    aligned: schedule.success && schedule.data.aligned === true,
    nextDueAt: row.nextDueAt,
  };
}

const ruleColumns = Prisma.sql`
  id, name, rule_type AS "ruleType", trigger_event AS "triggerEvent", conditions, action_config AS "actionConfig",
  cooldown_minutes AS "cooldownMinutes", schedule`;

/**
 * Enabled reactive rules that listen to an event's kind and have not looked at it yet. Such a rule is never due by
 * itself.
 */
export function listenersOf(eventId: string): Reading<readonly Rule[]> {
  const rules = Prisma.sql`
    SELECT ${ruleColumns} FROM ops_trigger_rules r WHERE rule_type = 'reactive' AND enabled
      AND trigger_event = (SELECT kind FROM ops_agent_events WHERE id = ${eventId}::uuid)
      AND NOT EXISTS (SELECT 1 FROM ops_rule_firings f WHERE f.rule_id = r.id AND f.event_id = ${eventId}::uuid)
        ORDER BY name`;
  return reading(rules, (rows: readonly Omit<RuleRow, 'nextDueAt'>[]) =>
    rows.map((row) => toRule({ ...row, nextDueAt: null })),
  );
}

/** The company's books where a rule that listens to an event's kind speaks of them, else null. */
export function booksAskedOf(eventId: string): Reading<Portfolio | null> {
  const asked = Prisma.sql`
    SELECT b.* FROM (${portfolioNow.sql}) b WHERE EXISTS (
      SELECT 1 FROM ops_trigger_rules WHERE rule_type = 'reactive' AND enabled AND conditions::text LIKE '%"portfolio%'
        AND trigger_event = (SELECT kind FROM ops_agent_events WHERE id = ${eventId}::uuid))`;
  return reading(asked, (rows: readonly never[]) => (rows.length === 0 ? null : portfolioNow.read(rows)));
}

/** Enabled proactive rules that are due at `now`, by name. */
export function dueRules(now: Date): Reading<readonly Rule[]> {
  const rules = Prisma.sql`
    SELECT ${ruleColumns}, next_due_at AS "nextDueAt" FROM ops_trigger_rules
    WHERE rule_type = 'proactive' AND enabled AND (next_due_at IS NULL OR next_due_at <= ${now}::timestamptz)
      ORDER BY name`;
  return reading(rules, (rows: readonly (Omit<RuleRow, 'nextDueAt'> & { nextDueAt: string | null })[]) =>
    rows.map(({ nextDueAt, ...row }) => toRule({ ...row, nextDueAt: nextDueAt === null ? null : new Date(nextDueAt) })),
  );
}

/** Whether any rule is due at `now`. */
export const anyDueRule = (now: Date) => Prisma.sql`
  EXISTS (SELECT 1 FROM ops_trigger_rules WHERE rule_type = 'proactive' AND enabled
    AND (next_due_at IS NULL OR next_due_at <= ${now}))`;

/** The compare-and-swap that gives a due turn to one caller. A turn that another is just taking is not waited for. */
export async function takeTurn(db: Db, rule: Rule, next: Date): Promise<boolean> {
  const taken = await db.$executeRaw`
    UPDATE ops_trigger_rules SET next_due_at = ${next}, updated_at = now() WHERE id = (
      SELECT id FROM ops_trigger_rules WHERE id = ${rule.id}::uuid AND enabled AND next_due_at IS NOT DISTINCT
             FROM ${rule.nextDueAt}::timestamptz
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

/**
 * The insertion of what rules made of something where `source` has its row, as part of a statement that then counts it
 * with `countFired`.
 */
export function firingsFrom(firings: readonly Firing[], source: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO ops_rule_firings (id, rule_id, event_id, due_at, subject, outcome, reason, proposal_id, fired_at)
    SELECT n.id, n.rule_id, n.event_id, n.due_at, n.subject, n.outcome::"FiringOutcome", n.reason, n.proposal_id,
           n.fired_at
    FROM ${source}, unnest(${firings.map(() => newId())}::uuid[], ${firings.map(({ ruleId }) => ruleId)}::uuid[],
      ${firings.map(({ eventId }) => eventId)}::uuid[],
      ${firings.map(({ dueAt }) => dueAt)}::timestamptz[], ${firings.map(({ subject }) => subject)}::text[],
      ${firings.map(({ outcome }) => outcome)}::text[],
      ${firings.map(({ reason }) => reason)}::text[], ${firings.map(({ proposalId }) => proposalId)}::uuid[],
      ${firings.map(({ firedAt }) => firedAt)}::timestamptz[])
      AS n(id, rule_id, event_id, due_at, subject, outcome, reason, proposal_id, fired_at)
    ON CONFLICT DO NOTHING RETURNING rule_id, outcome, fired_at`;
}

/** Counts those that fired among the rows of `fired`, which are what `firingsFrom` returns. */
export const countFired = Prisma.sql`
  UPDATE ops_trigger_rules r SET fire_count = r.fire_count + 1, last_fired_at = fired.fired_at, updated_at = now()
  FROM fired WHERE r.id = fired.rule_id AND fired.outcome = 'fired'`;

/** Writes what a rule made of a due time, once, and counts it on the rule if it fired. */
export async function insertFiring(db: Db, firing: Firing): Promise<void> {
  await db.$executeRaw`
    WITH fired AS (${firingsFrom([firing], Prisma.sql`(SELECT 1) one`)}) ${countFired}`;
}

export interface Cooldown {
  /** A rule, or a reaction's source, target and type. */
  readonly key: string;
  readonly subject: string;
  readonly minutes: number;
  readonly now: Date;
}

/** The taking of a cooldown that is over, as a statement or a part of one: a row where it is taken. */
export function cooldownTaken({ key, subject, minutes, now }: Cooldown): Prisma.Sql {
  const since = new Date(now.getTime() - minutes * MINUTE_MS);
  return Prisma.sql`
    INSERT INTO ops_rule_cooldowns (rule_key, subject, last_fired_at) VALUES (${key}, ${subject}, ${now})
    ON CONFLICT (rule_key, subject) DO UPDATE SET last_fired_at = excluded.last_fired_at
      WHERE ops_rule_cooldowns.last_fired_at <= ${since} RETURNING true AS taken`;
}

/** Takes a cooldown if it is over; the check and the taking are one statement. */
export async function takeCooldown(db: Db, cooldown: Cooldown): Promise<boolean> {
  return (await db.$queryRaw<{ taken: boolean }[]>`${cooldownTaken(cooldown)}`).length === 1;
}
