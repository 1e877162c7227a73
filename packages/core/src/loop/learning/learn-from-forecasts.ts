import { RECORD_MS } from '../../desk/odds/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { findLive, forgetOthers, remember } from '../memories/index.ts';
import { FROM_FORECASTS, memoryOfForecasts, tellingForecasts } from './foretold.ts';
import { listForetold } from './store.ts';
import { isNews } from './teach.ts';

/**
 * Remembers which tokens, sources, hours, days and markets forecasts paid otherwise in, by those of the last 60 days,
 * and forgets what does not hold any more. Returns how many memories are new.
 */
export async function learnFromForecasts(ctx: LoopContext, tx: Tx, timeZone: string): Promise<number> {
  const at = ctx.clock.now();
  const groups = tellingForecasts(await listForetold(tx, { since: new Date(at.getTime() - RECORD_MS), timeZone }));
  const drafts = groups.map((group) => ({ ...memoryOfForecasts(group), of: group.of, z: group.z }));
  await forgetOthers(tx, { source: FROM_FORECASTS, subjects: drafts.flatMap(({ subject }) => subject ?? []), at });
  let memories = 0;
  for (const { of, z, ...draft } of drafts) {
    const known = draft.subject && (await findLive(tx, { ...draft, subject: draft.subject }));
    if (known && !isNews({ trades: of, z }, known.evidence)) continue;
    if (await remember(ctx, tx, draft)) memories += 1;
  }
  return memories;
}
