import { announceEvents, emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { faultsOf as faultsOfInput } from '../../kernel/faults/index.ts';
import type { LoopContext } from '../context.ts';
import { judgeRule, type RuleFault } from './judge-rule.ts';
import { type RuleChange, type RuleDraft, ruleDraft } from './rule-draft.ts';
import { insertRule, lockRule, replaceRule } from './rule-store.ts';

export type RuleSaved =
  | { readonly outcome: 'saved'; readonly name: string; readonly version: number }
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'invalid'; readonly faults: readonly RuleFault[] };

/**
 * Adds a rule of a user's; refuses a name that is taken and whatever the company does not know. Its first turn is due
 * at once.
 */
export async function addRule(ctx: LoopContext, draft: RuleDraft, by: string): Promise<RuleSaved> {
  const faults = judgeRule(draft);
  if (faults.length > 0) return { outcome: 'invalid', faults };
  const event = await inTransaction(ctx.db, async (tx) =>
    (await insertRule(tx, draft)) ? tell(ctx, tx, { name: draft.name, what: 'added', by, version: 1 }) : null,
  );
  if (!event) return { outcome: 'taken' };
  await announceEvents(ctx, [event]);
  return { outcome: 'saved', name: draft.name, version: 1 };
}

export interface RuleEdit {
  readonly name: string;
  readonly change: RuleChange;
  readonly by: string;
}

/** Changes what is named of a rule and tells it; refuses what a new rule would be refused for. */
export async function changeRule(ctx: LoopContext, { name, change, by }: RuleEdit): Promise<RuleSaved> {
  const done = await inTransaction(ctx.db, async (tx) => {
    const stored = await lockRule(tx, name);
    if (!stored) return { saved: { outcome: 'not_found' }, event: null } as const;
    const parsed = ruleDraft.safeParse({ ...stored.draft, ...change });
    const faults = parsed.success ? faultsOf(parsed.data, change) : faultsOfInput(parsed.error);
    if (!parsed.success || faults.length > 0) return { saved: { outcome: 'invalid', faults }, event: null } as const;
    const version = await replaceRule(tx, parsed.data, ctx.clock.now());
    const what = Object.keys(change).join(', ');
    return {
      saved: { outcome: 'saved', name, version },
      event: await tell(ctx, tx, { name, what, by, version }),
    } as const;
  });
  if (done.event) await announceEvents(ctx, [done.event]);
  return done.saved;
}

// Whatever else is wrong with a rule, it can be switched off.
const faultsOf = (rule: RuleDraft, change: RuleChange): readonly RuleFault[] =>
  change.enabled === false && Object.keys(change).length === 1 ? [] : judgeRule(rule);

interface Told {
  readonly name: string;
  readonly what: string;
  readonly by: string;
  readonly version: number;
}

function tell(ctx: LoopContext, tx: Tx, { name, what, by, version }: Told): Promise<WrittenEvent> {
  return emitEvent(ctx, tx, {
    agentId: 'observer',
    kind: 'rule.changed',
    title: what === 'added' ? `Rule ${name} added` : `Rule ${name} changed: ${what}`,
    summary: `${by} wrote version ${version} of the rule ${name}.`,
    tags: ['rule', 'changed'],
    fields: { rule: name, what, version, changedBy: by },
  });
}
