import type { Stage } from './stage.ts';

/** What must hold of the books whatever failed; a sentence for each that does not. */
const promises: Readonly<Record<string, string>> = {
  'I3: an order of a step and leg is there once': `
    SELECT step_id, leg FROM ops_orders WHERE step_id IS NOT NULL GROUP BY step_id, leg HAVING count(*) > 1`,
  'a position was sold more than once': `
    SELECT position_id FROM ops_orders WHERE side = 'sell' AND status = 'filled' GROUP BY position_id
           HAVING count(*) > 1`,
  'I12: something is held without a stop': `
    SELECT id FROM ops_positions WHERE status IN ('opening', 'open', 'closing') AND filled_qty > 0
           AND stop_loss IS NULL`,
  'I7: a mission ended before its steps': `
    SELECT m.id FROM ops_missions m JOIN ops_mission_steps s ON s.mission_id = m.id
    WHERE m.status IN ('succeeded', 'failed') AND s.status IN ('queued', 'running')`,
  'an order is neither final nor asked about': `
    SELECT id FROM ops_orders WHERE status IN ('intended', 'submitted', 'unknown')
           AND intended_at < now() - interval '2 minutes'`,
};

/** Which promises are broken; empty: none. */
export async function brokenPromises(stage: Stage): Promise<readonly string[]> {
  const broken = await Promise.all(
    Object.entries(promises).map(async ([promise, sql]) => ((await stage.rows(sql)).length > 0 ? [promise] : [])),
  );
  return broken.flat();
}
