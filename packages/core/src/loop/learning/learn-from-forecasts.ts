import { RECORD_MS } from '../../desk/odds/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { forgetOthers, remember } from '../memories/index.ts';
import { FROM_FORECASTS, memoryOfForecasts, tellingForecasts } from './foretold.ts';
import { listNews } from './keep.ts';
import { listForetold } from './store.ts';

/**
 * Remembers which tokens, sources, hours, days and markets forecasts paid otherwise in, by those of the last 60 days,
 * and forgets what does not hold any more. Returns how many memories are new.
 */
export async function learnFromForecasts(ctx: LoopContext, tx: Tx, timeZone: string): Promise<number> {
  const at = ctx.clock.now();
  const groups = tellingForecasts(await listForetold(tx, { since: new Date(at.getTime() - RECORD_MS), timeZone }));
  const teachings = groups.map((group) => ({
    draft: memoryOfForecasts(group),
    measured: { trades: group.of, z: group.z },
  }));
  const subjects = teachings.flatMap(({ draft }) => draft.subject ?? []);
  await forgetOthers(tx, { source: FROM_FORECASTS, subjects, at });
  let memories = 0;
  for (const draft of await listNews(tx, teachings)) if (await remember(ctx, tx, draft)) memories += 1;
  return memories;
}
