import { inTransaction } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { announceProposal, prepareProposal, type SavedProposal, saveProposal } from '../proposals/index.ts';
import { draftTask } from './draft-task.ts';
import { nextDue, type Rule, SKIP_SHARE } from './rule.ts';
import { insertFiring, listDueRules, takeTurn } from './store.ts';

/** Fires every proactive rule that is due in company time, each turn once in the whole fleet; returns how many fired. */
export async function fireDueRules(ctx: LoopContext): Promise<number> {
  const due = await listDueRules(ctx.db, ctx.clock.now());
  let fired = 0;
  for (const rule of due) if (await fireRule(ctx, rule)) fired += 1;
  return fired;
}

async function fireRule(ctx: LoopContext, rule: Rule): Promise<boolean> {
  const now = ctx.clock.now();
  const dueAt = rule.nextDueAt ?? now;
  const key = `${rule.name}|${dueAt.toISOString()}`;
  const topic = pickTopic(rule, ctx.dice.roll('rule.topic', key));
  const next = nextDue(dueAt, rule.everyMinutes ?? 60, ctx.dice.roll('rule.jitter', key));
  // The very first turn of a new company is never left out: a desk that opens looks at the market.
  const skipped = rule.nextDueAt !== null && ctx.dice.roll('rule.skip', key) < SKIP_SHARE;
  const draft = draftTask({
    rule,
    subject: 'company',
    topic,
    origin: { kind: 'schedule', id: key },
    dedupeKey: `rule:${key}`,
    depth: 0,
  });
  const prepared = skipped ? null : await prepareProposal(ctx, draft);
  const saved = await inTransaction(ctx.db, async (tx): Promise<SavedProposal | 'skipped' | null> => {
    if (!(await takeTurn(tx, rule, { next, now }))) return null;
    const firing = { ruleId: rule.id, eventId: null, dueAt, subject: 'company', firedAt: now };
    if (!prepared) {
      await insertFiring(tx, { ...firing, outcome: 'skipped', reason: 'left out by chance', proposalId: null });
      return 'skipped';
    }
    const proposal = await saveProposal(ctx, tx, { prepared, last: true });
    await insertFiring(tx, { ...firing, outcome: 'fired', reason: topic, proposalId: proposal.submitted.proposalId });
    return proposal;
  });
  if (saved === null || saved === 'skipped') return false;
  await announceProposal(ctx, saved);
  return true;
}

function pickTopic(rule: Rule, roll: number): string | null {
  const topics = rule.action.topics ?? [];
  return topics[Math.floor(roll * topics.length)] ?? null;
}
