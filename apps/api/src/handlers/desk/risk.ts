import { readRisk } from '@atc/core/desk/risk';
import { endpoint, noInput, ok } from '../../http/index.ts';
import { riskView } from '../../reads/risk/view.ts';
import { show } from '../../reads/view.ts';

export const showRisk = endpoint({
  summary: 'What can be lost now: by position and in all if every stop is hit, and how far each limit is used up',
  input: noInput,
  response: riskView,
  handle: async (ctx) =>
    ok(await ctx.answers.of('risk', async () => show(riskView, { at: ctx.clock.now(), ...(await readRisk(ctx)) }))),
});
