import { type Db, newId, type Prisma, type Rows } from '../../kernel/db/index.ts';
import { type Rule, ruleAction, ruleSchedule } from './rule.ts';
import { seedRules } from './rules.ts';

function toRule(row: Rows.TriggerRule): Rule {
  return {
    id: row.id,
    name: row.name,
    ruleType: row.ruleType,
    triggerEvent: row.triggerEvent,
    conditions: row.conditions as Record<string, unknown>,
    action: ruleAction.parse(row.actionConfig),
    cooldownMinutes: row.cooldownMinutes,
    everyMinutes: row.schedule ? ruleSchedule.parse(row.schedule).everyMinutes : null,
    nextDueAt: row.nextDueAt,
  };
}

/** Enabled reactive rules that listen to a kind of event. */
export async function listReactiveRules(db: Db, triggerEvent: string): Promise<readonly Rule[]> {
  const rows = await db.triggerRule.findMany({
    where: { ruleType: 'reactive', enabled: true, triggerEvent },
    orderBy: { name: 'asc' },
  });
  return rows.map(toRule);
}

/** Enabled proactive rules that are due at `now`, the oldest first. */
export async function listDueRules(db: Db, now: Date): Promise<readonly Rule[]> {
  const rows = await db.triggerRule.findMany({
    where: { ruleType: 'proactive', enabled: true, OR: [{ nextDueAt: null }, { nextDueAt: { lte: now } }] },
    orderBy: { name: 'asc' },
  });
  return rows.map(toRule);
}

/** When the next proactive rule is due; null when none is enabled. */
export async function findNextDue(db: Db): Promise<Date | null> {
  const row = await db.triggerRule.findFirst({
    where: { ruleType: 'proactive', enabled: true, nextDueAt: { not: null } },
    orderBy: { nextDueAt: 'asc' },
    select: { nextDueAt: true },
  });
  return row?.nextDueAt ?? null;
}

/** The compare-and-swap that gives a due turn to one caller. */
export async function takeTurn(
  db: Db,
  rule: Rule,
  { next, now }: { readonly next: Date; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.triggerRule.updateMany({
    where: { id: rule.id, nextDueAt: rule.nextDueAt, enabled: true },
    data: { nextDueAt: next, lastFiredAt: now, fireCount: { increment: 1 } },
  });
  return count === 1;
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

/** Writes that a rule looked at an event or a due time; false when it has done so before. */
export async function insertFiring(db: Db, firing: Firing): Promise<boolean> {
  const { count } = await db.ruleFiring.createMany({ data: [{ id: newId(), ...firing }], skipDuplicates: true });
  return count === 1;
}

/** Takes the cooldown of a rule and subject if it is over; the check and the taking are one statement. */
export async function takeCooldown(
  db: Db,
  cooldown: { readonly ruleKey: string; readonly subject: string; readonly minutes: number; readonly now: Date },
): Promise<boolean> {
  const { ruleKey, subject, minutes, now } = cooldown;
  const since = new Date(now.getTime() - minutes * 60_000);
  const taken = await db.$executeRaw`
    INSERT INTO ops_rule_cooldowns (rule_key, subject, last_fired_at) VALUES (${ruleKey}, ${subject}, ${now})
    ON CONFLICT (rule_key, subject) DO UPDATE SET last_fired_at = excluded.last_fired_at WHERE ops_rule_cooldowns.last_fired_at <= ${since}`;
  return taken === 1;
}

/** Counts a firing on its rule, for people who look. */
export async function countFiring(db: Db, ruleId: string, now: Date): Promise<void> {
  await db.triggerRule.update({ where: { id: ruleId }, data: { fireCount: { increment: 1 }, lastFiredAt: now } });
}

/** Writes the twelve rules that are missing; a rule that is there stays as its owner left it. */
export async function seedTriggerRules(db: Db): Promise<void> {
  await db.triggerRule.createMany({
    data: seedRules.map((rule) => ({
      name: rule.name,
      ruleType: rule.ruleType,
      triggerEvent: rule.triggerEvent,
      conditions: rule.conditions as Prisma.InputJsonValue,
      actionConfig: rule.action as Prisma.InputJsonValue,
      cooldownMinutes: rule.cooldownMinutes,
      ...(rule.everyMinutes === null ? {} : { schedule: { everyMinutes: rule.everyMinutes } }),
      enabled: rule.enabled,
    })),
    skipDuplicates: true,
  });
}

export interface ClaimedDelivery {
  readonly eventId: string;
  readonly attempt: number;
  readonly failures: number;
}

/** The compare-and-swap that takes an event's delivery; null when it is done, taken or the nudge is old. */
export async function takeDelivery(db: Db, eventId: string, nudge: number): Promise<ClaimedDelivery | null> {
  const [row] = await db.$queryRaw<ClaimedDelivery[]>`
    UPDATE ops_event_deliveries SET state = 'running', attempt = attempt + 1, lease_until = clock_timestamp() + interval '15 s'
    WHERE event_id = ${eventId}::uuid AND consumer = 'rules' AND nudge = ${nudge} AND state = 'queued' AND not_before <= clock_timestamp()
    RETURNING event_id AS "eventId", attempt, failures`;
  return row ?? null;
}

/** Marks a held delivery done; false when the lease was lost, and the caller must roll back. */
export async function finishDelivery(db: Db, delivery: ClaimedDelivery): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_event_deliveries SET state = 'done', done_at = clock_timestamp(), lease_until = NULL
    WHERE event_id = ${delivery.eventId}::uuid AND consumer = 'rules' AND attempt = ${delivery.attempt} AND state = 'running'`;
  return changed === 1;
}

/** A delivery whose handling threw waits and is tried again; after the fifth failure it stays `failed` for people to see. */
export async function failDelivery(db: Db, delivery: ClaimedDelivery, error: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_event_deliveries SET state = CASE WHEN failures + 1 >= 5 THEN 'failed'::"WorkState" ELSE 'queued' END, failures = failures + 1, nudge = nudge + 1,
           lease_until = NULL, last_error = ${error}, nudged_at = NULL, not_before = clock_timestamp() + make_interval(secs => power(2, failures)::float8)
    WHERE event_id = ${delivery.eventId}::uuid AND consumer = 'rules' AND attempt = ${delivery.attempt} AND state = 'running'`;
}

export interface ForgottenDelivery {
  readonly rowId: string;
  readonly nudge: number;
}

/** Returns lapsed deliveries to their queue and picks those nobody was told of for a while. */
export async function touchForgottenDeliveries(
  db: Db,
  quietMs: number,
  limit: number,
): Promise<readonly ForgottenDelivery[]> {
  return db.$queryRaw<ForgottenDelivery[]>`
    WITH f AS (
      SELECT event_id, consumer FROM ops_event_deliveries
      WHERE state = 'running' AND lease_until < clock_timestamp()
         OR state = 'queued' AND not_before <= clock_timestamp() AND coalesce(nudged_at, created_at) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8)
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE ops_event_deliveries d SET state = 'queued', nudge = d.nudge + 1, nudged_at = clock_timestamp(), lease_until = NULL
    FROM f WHERE d.event_id = f.event_id AND d.consumer = f.consumer RETURNING d.event_id AS "rowId", d.nudge`;
}
