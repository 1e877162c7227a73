import type { Budgeted } from '../../company/runs/index.ts';
import { readPortfolio } from '../../desk/portfolio/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import {
  announceProposal,
  type Prepared,
  prepareProposal,
  type SavedProposal,
  saveProposal,
} from '../proposals/index.ts';
import { asksBooks, draftAction, factsOfBooks, matches, type RuleFacts } from './language/index.ts';
import { nextDue, type Rule, SKIP_SHARE } from './rule.ts';
import { insertFiring, listDueRules, takeTurn } from './store.ts';

const DEFAULT_EVERY_MINUTES = 60;

/** Fires every proactive rule that is due in company time, each turn once in the whole fleet, within the budget of a beat if there is one; returns how many fired. */
export async function fireDueRules(
  ctx: LoopContext,
  beat: Pick<Budgeted, 'write' | 'signal'> = unhurried(ctx),
): Promise<number> {
  const due = await listDueRules(ctx.db, ctx.clock.now());
  let fired = 0;
  for (const rule of due) if (!beat.signal.aborted && (await fireRule(ctx, rule, beat.write))) fired += 1;
  return fired;
}

const unhurried = (ctx: LoopContext): Pick<Budgeted, 'write' | 'signal'> => ({
  write: (work) => inTransaction(ctx.db, work),
  signal: new AbortController().signal,
});

interface Turn {
  readonly key: string;
  readonly dueAt: Date;
  readonly topic: string | null;
  readonly next: Date;
}

async function fireRule(ctx: LoopContext, rule: Rule, write: Budgeted['write']): Promise<boolean> {
  const now = ctx.clock.now();
  const turn = planTurn(ctx, rule);
  const intent = await intentOf(ctx, rule, turn);
  const saved = await write(async (tx): Promise<SavedProposal | null> => {
    if (!(await takeTurn(tx, rule, turn.next))) return null;
    const firing = { ruleId: rule.id, eventId: null, dueAt: turn.dueAt, subject: 'company', firedAt: now };
    if ('outcome' in intent) {
      await insertFiring(tx, { ...firing, ...intent, proposalId: null });
      return null;
    }
    const proposal = await saveProposal(ctx, tx, { prepared: intent, last: true });
    const { proposalId } = proposal.submitted;
    await insertFiring(tx, { ...firing, outcome: 'fired', reason: turn.topic, proposalId });
    return proposal;
  });
  if (saved) await announceProposal(ctx, saved);
  return saved !== null;
}

function planTurn(ctx: LoopContext, rule: Rule): Turn {
  const dueAt = rule.nextDueAt ?? ctx.clock.now();
  const key = `${rule.name}|${dueAt.toISOString()}`;
  const topics = rule.action?.topics ?? [];
  return {
    key,
    dueAt,
    topic: topics[Math.floor(ctx.dice.roll('rule.topic', key) * topics.length)] ?? null,
    next: nextOf(rule, { dueAt, now: ctx.clock.now(), roll: ctx.dice.roll('rule.jitter', key) }),
  };
}

// Turns that were missed, while a rule was off or the company down, are not made up for one by one.
function nextOf(
  rule: Rule,
  { dueAt, now, roll }: { readonly dueAt: Date; readonly now: Date; readonly roll: number },
): Date {
  const next = nextDue(dueAt, rule.everyMinutes ?? DEFAULT_EVERY_MINUTES, roll);
  return next > now ? next : nextDue(now, rule.everyMinutes ?? DEFAULT_EVERY_MINUTES, roll);
}

type Rest = { readonly outcome: 'skipped' | 'no_match'; readonly reason: string | null };

const skip = (reason: string): Rest => ({ outcome: 'skipped', reason });

async function intentOf(ctx: LoopContext, rule: Rule, turn: Turn): Promise<Prepared | Rest> {
  if (!rule.action) return skip('its action cannot be read');
  // The very first turn of a new company is never left out: a desk that opens looks at the market.
  if (rule.nextDueAt !== null && ctx.dice.roll('rule.skip', turn.key) < SKIP_SHARE) return skip('left out by chance');
  const facts = await readFacts(ctx, rule);
  if (!matches(rule.conditions, facts)) return { outcome: 'no_match', reason: null };
  const draft = draftAction({
    action: rule.action,
    facts,
    subject: 'company',
    topic: turn.topic,
    origin: { kind: 'schedule', id: turn.key },
    dedupeKey: `rule:${turn.key}`,
    depth: 0,
  });
  return 'fault' in draft ? skip(draft.fault) : prepareProposal(ctx, draft);
}

async function readFacts(ctx: LoopContext, rule: Rule): Promise<RuleFacts> {
  return asksBooks(rule.conditions) ? factsOfBooks(await readPortfolio(ctx.db)) : {};
}
