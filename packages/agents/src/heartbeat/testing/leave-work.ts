import type { BaseDb } from '@atc/core/kernel/db';

/** Undoes the end of a few things of a written history, so that a beat finds something to do in every operation. */
export async function leaveWork(db: BaseDb): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_event_deliveries SET state = 'queued', done_at = NULL, nudged_at = now() - interval '1 minute',
      failures = 0, nudge = nudge + 1
    WHERE (event_id, consumer) IN (SELECT event_id, consumer FROM ops_event_deliveries ORDER BY event_id DESC LIMIT 5)`;
  await db.$executeRaw`
    UPDATE ops_trade_outcomes SET learned_at = NULL
      WHERE id IN (SELECT id FROM ops_trade_outcomes ORDER BY closed_at DESC LIMIT 2)`;
  await db.$executeRaw`
    UPDATE ops_agent_memory SET promoted_at = NULL, confidence = 0.9, uses_scored = 5, uses_helped = 5
    WHERE id IN (SELECT id FROM ops_agent_memory WHERE evicted_at IS NULL ORDER BY id DESC LIMIT 2)`;
  const missions = await db.mission.findMany({
    where: { status: { in: ['succeeded', 'failed'] } },
    orderBy: { id: 'desc' },
    take: 2,
  });
  const [hung, stranded] = missions.map(({ id }) => id);
  await db.mission.updateMany({
    where: { id: { in: missions.map(({ id }) => id) } },
    data: { status: 'running', endedAt: null },
  });
  await db.step.updateMany({
    where: { missionId: hung ?? '', seq: 3 },
    data: { status: 'running', renewals: 5000, leaseUntil: new Date(Date.now() + 5000), result: {} },
  });
  await db.step.updateMany({ where: { missionId: stranded ?? '', seq: 2 }, data: { status: 'failed' } });
  await db.step.updateMany({ where: { missionId: stranded ?? '', seq: 3 }, data: { status: 'queued', readyAt: null } });
  await db.$executeRaw`
    UPDATE ops_roundtable_queue SET status = 'running', last_turn_at = now() - interval '1 hour'
    WHERE id = (SELECT id FROM ops_roundtable_queue ORDER BY id DESC LIMIT 1)`;
}
