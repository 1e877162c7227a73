import { addRule, changeRule, type RuleSaved, ruleChange, ruleDraft } from '@atc/core/loop/triggers';
import { z } from 'zod';
import type { ApiContext } from '../../context.ts';
import { created, endpoint, invalid, missing, noInput, ok, pageOf, problem } from '../../http/index.ts';
import { findTriggerView, listTriggerViews } from '../../reads/triggers/store.ts';
import { triggerDetail, triggerView } from '../../reads/triggers/view.ts';

const byName = z.object({ params: z.object({ name: z.string().max(60) }) });

export const listTriggers = endpoint({
  summary: 'The rules by which the company acts by itself, each with when it fired last and is due next',
  input: noInput,
  response: pageOf(triggerView),
  handle: async (ctx) => ok({ items: [...(await listTriggerViews(ctx.db))], nextCursor: null }),
});

export const showTrigger = endpoint({
  summary: 'A rule with its latest firings, suppressed ones included',
  input: byName,
  response: triggerDetail,
  handle: async (ctx, { params }) => {
    const rule = await findTriggerView(ctx.db, params.name);
    return rule ? ok(rule) : missing('trigger');
  },
});

export const postTrigger = endpoint({
  summary:
    'Add a rule: an event or a schedule, a MongoDB-style condition over the event and `portfolio`, ' +
    'and what it asks of whom',
  input: z.object({ body: ruleDraft }),
  status: 201,
  response: triggerDetail,
  handle: async (ctx, { body }, { caller }) => {
    const saved = await addRule(ctx, body, `operator:${caller.name}`);
    if (saved.outcome !== 'saved') return refusalOf(saved);
    const shown = await findTriggerView(ctx.db, saved.name);
    return shown ? created(shown, `/api/triggers/${saved.name}`) : missing('trigger');
  },
});

export const patchTrigger = endpoint({
  summary: 'Change a rule, or switch it on or off; what is left out stays',
  input: byName.extend({ body: ruleChange }),
  response: triggerDetail,
  handle: async (ctx, { params, body }, { caller }) => {
    const saved = await changeRule(ctx, { name: params.name, change: body, by: `operator:${caller.name}` });
    return saved.outcome === 'saved' ? shownAs(ctx, saved.name) : refusalOf(saved);
  },
});

async function shownAs(ctx: ApiContext, name: string) {
  const shown = await findTriggerView(ctx.db, name);
  return shown ? ok(shown) : missing('trigger');
}

function refusalOf(saved: Exclude<RuleSaved, { readonly outcome: 'saved' }>) {
  if (saved.outcome === 'taken') return problem('conflict', 'a trigger of this name exists: change it with PATCH');
  return saved.outcome === 'not_found' ? missing('trigger') : invalid(saved.faults);
}
