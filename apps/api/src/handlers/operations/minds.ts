import { endpoint, noInput, ok } from '../../http/index.ts';
import { listModelUse } from '../../reads/operations/store.ts';
import { mindsView } from '../../reads/operations/view.ts';
import { show } from '../../reads/view.ts';

export const showMindsUsage = endpoint({
  summary: 'What models were asked today (UTC), by agent, beside what a day may cost',
  input: noInput,
  response: mindsView,
  handle: async ({ db, config: { mind } }) => {
    const limits = { dailyTokens: mind.dailyTokens, dailyUsd: mind.dailyUsd };
    return ok(show(mindsView, { mind: mind.name, limits, agents: await listModelUse(db) }));
  },
});
