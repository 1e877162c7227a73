import { emitEvent } from '../../company/events/index.ts';
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
  return inTransaction(ctx.db, async (tx): Promise<RuleSaved> => {
    if (!(await insertRule(tx, draft))) return { outcome: 'taken' };
    await tell(ctx, tx, { name: draft.name, what: 'added', by, version: 1 });
    return { outcome: 'saved', name: draft.name, version: 1 };
  });
}

export interface RuleEdit {
  readonly name: string;
  readonly change: RuleChange;
  readonly by: string;
}

/** Changes what is named of a rule and tells it; refuses what a new rule would be refused for. */
export async function changeRule(ctx: LoopContext, { name, change, by }: RuleEdit): Promise<RuleSaved> {
  return inTransaction(ctx.db, async (tx): Promise<RuleSaved> => {
    const stored = await lockRule(tx, name);
    if (!stored) return { outcome: 'not_found' };
    const parsed = ruleDraft.safeParse({ ...stored.draft, ...change });
    const faults = parsed.success ? faultsOf(parsed.data, change) : faultsOfInput(parsed.error);
    if (!parsed.success || faults.length > 0) return { outcome: 'invalid', faults };
    const version = await replaceRule(tx, parsed.data, ctx.clock.now());
    const what = Object.keys(change).join(', ');
    await tell(ctx, tx, { name, what, by, version });
    return { outcome: 'saved', name, version };
  });
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

async function tell(ctx: LoopContext, tx: Tx, { name, what, by, version }: Told): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'rule.changed',
    title: what === 'added' ? `Rule ${name} added` : `Rule ${name} changed: ${what}`,
    summary: `${by} wrote version ${version} of the rule ${name}.`,
    fields: { rule: name, what, version, changedBy: by },
  });
}
