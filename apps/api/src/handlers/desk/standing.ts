import { readStanding, sayStanding } from '@atc/core/loop/scorecard';
import type { ApiContext } from '../../context.ts';
import { endpoint, noInput, ok } from '../../http/index.ts';
import { standingView } from '../../reads/standing/view.ts';
import { show } from '../../reads/view.ts';

export const showStanding = endpoint({
  summary: 'Whether it makes money: the result since the company opened, beside holding the same tokens',
  input: noInput,
  response: standingView,
  handle: async (ctx) => ok(await ctx.answers.of('standing', () => viewStanding(ctx))),
});

async function viewStanding(ctx: ApiContext) {
  const standing = await readStanding(ctx);
  return show(standingView, { ...standing, says: sayStanding(standing) });
}
