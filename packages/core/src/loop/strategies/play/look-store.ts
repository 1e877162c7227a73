import { type Db, newId } from '../../../kernel/db/index.ts';
import { MINUTE_MS } from '../../../kernel/time/index.ts';

/** The rule by which INTEL looks what promoted strategies find. It stands in the table once one was promoted. */
const NAME = 'proactive_play_strategies';
const ACTION = { targetAgent: 'intel', task: 'play_strategies', subject: 'company' };
/** The shortest interval of bars that a strategy decides on. */
const SHORTEST_MINUTES = 5;

/** Switches the rule on: its next turn is due at the next five minutes, and the look then says when it is due again. */
export async function wakeLooks(db: Db, now: Date): Promise<void> {
  const shortestMs = SHORTEST_MINUTES * MINUTE_MS;
  const due = new Date(Math.ceil(now.getTime() / shortestMs) * shortestMs);
  await db.$executeRaw`
    INSERT INTO ops_trigger_rules AS r (id, name, rule_type, conditions, action_config, cooldown_minutes, schedule,
      enabled, next_due_at)
    VALUES (${newId()}::uuid, ${NAME}, 'proactive', '{}'::jsonb, ${JSON.stringify(ACTION)}::jsonb, 0,
      ${scheduleOf(SHORTEST_MINUTES)}::jsonb, true, ${due})
    ON CONFLICT (name) DO UPDATE SET enabled = true, updated_at = now(),
      next_due_at = CASE WHEN r.enabled THEN least(r.next_due_at, ${due}::timestamptz) ELSE ${due}::timestamptz END`;
}

const scheduleOf = (everyMinutes: number): string => JSON.stringify({ everyMinutes, aligned: true });

/** When the rule is due next. */
export interface NextLook {
  readonly everyMinutes: number;
  readonly dueAt: Date;
}

/** Keeps others from switching the rule until the transaction ends. */
export async function holdLooks(db: Db): Promise<void> {
  await db.$executeRaw`SELECT 1 FROM ops_trigger_rules WHERE name = ${NAME} FOR UPDATE`;
}

/** Says when the rule is due next; null switches it off: there is nothing to look after. */
export async function setLooks(db: Db, next: NextLook | null): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_trigger_rules SET enabled = enabled AND ${next !== null}::bool, updated_at = now(),
      schedule = coalesce(${next && scheduleOf(next.everyMinutes)}::jsonb, schedule),
      next_due_at = coalesce(${next?.dueAt ?? null}::timestamptz, next_due_at) WHERE name = ${NAME}`;
}
