import { emitEvent } from '../../company/events/index.ts';
import { type Budgeted, type Pace, unhurried } from '../../company/runs/index.ts';
import { readPortfolio } from '../../desk/portfolio/index.ts';
import { readTogether, type Tx } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { type Influence, influenceNow, insertUse, type Recalled, recall } from '../memories/index.ts';
import { type Prepared, prepareProposal, StaleProposalError, saveProposal } from '../proposals/index.ts';
import { asksBooks, draftAction, factsOfBooks, matches, type RuleFacts } from './language/index.ts';
import { recalledTopic } from './recalled-topic.ts';
import { nextAligned, nextDue, type Rule, rollTurn, type TurnChances } from './rule.ts';
import { dueRules, insertFiring, takeTurn } from './store.ts';

const DEFAULT_EVERY_MINUTES = 60;
/** The roll that moves a turn neither way. */
const ON_TIME = 0.5;

/**
 * Fires every proactive rule that is due in company time, each turn once in the whole fleet, within the budget of a
 * beat if there is one; returns how many fired. A rule that breaks loses its turn, says so, and keeps no other from
 * firing.
 */
export async function fireDueRules(ctx: LoopContext, pace: Pace = unhurried(ctx.db)): Promise<number> {
  const { due, influence } = await readTogether(ctx.db, { due: dueRules(ctx.clock.now()), influence: influenceNow });
  let fired = 0;
  for (const rule of due) {
    if (pace.signal.aborted) break;
    try {
      if (await fireRule(ctx, { rule, influence }, pace.write)) fired += 1;
    } catch (error) {
      await passOver(ctx, rule, { error, pace });
    }
  }
  return fired;
}

interface Broken {
  readonly error: unknown;
  readonly pace: Pace;
}

/** Takes the turn of a rule that broke: company time waits for what is due. What only came too late is due again. */
async function passOver(ctx: LoopContext, rule: Rule, { error, pace }: Broken): Promise<void> {
  if (pace.signal.aborted || error instanceof StaleProposalError) return;
  const reason = `failed: ${errorText(error)}`;
  ctx.log.error({ rule: rule.name, error: errorText(error) }, 'a scheduled rule failed and loses its turn');
  const now = ctx.clock.now();
  const dueAt = rule.nextDueAt ?? now;
  const firing = { ruleId: rule.id, eventId: null, dueAt, subject: 'company', firedAt: now, proposalId: null };
  await pace.write(async (tx) => {
    if (await takeTurn(tx, rule, nextOf(rule, { dueAt, now, roll: ON_TIME })))
      await insertFiring(tx, { ...firing, outcome: 'skipped', reason });
  });
}

interface Turn extends TurnChances {
  /** What the topic is influenced by. */
  readonly memory: Recalled | null;
  readonly key: string;
  readonly dueAt: Date;
  readonly next: Date;
}

interface DueRule {
  readonly rule: Rule;
  /** How far memories may influence its topic. */
  readonly influence: Influence | undefined;
}

async function fireRule(ctx: LoopContext, due: DueRule, write: Budgeted['write']): Promise<boolean> {
  const now = ctx.clock.now();
  const { rule } = due;
  const turn = await planTurn(ctx, due);
  const intent = await intentOf(ctx, rule, turn);
  return write(async (tx) => {
    if (!(await takeTurn(tx, rule, turn.next))) return false;
    const firing = { ruleId: rule.id, eventId: null, dueAt: turn.dueAt, subject: 'company', firedAt: now };
    if ('outcome' in intent) {
      await insertFiring(tx, { ...firing, ...intent, proposalId: null });
      return false;
    }
    const { proposalId } = await saveProposal(ctx, tx, { prepared: intent, last: true });
    await insertFiring(tx, { ...firing, outcome: 'fired', reason: turn.topic, proposalId });
    await tellRecalled(ctx, tx, { rule, turn, proposalId });
    return true;
  });
}

interface Telling {
  readonly rule: Rule;
  readonly turn: Turn;
  readonly proposalId: string;
}

/** Notes the memory that influenced a turn, to be scored by what comes of it, and names it. */
async function tellRecalled(ctx: LoopContext, tx: Tx, { rule, turn, proposalId }: Telling): Promise<void> {
  const { memory, topic } = turn;
  if (!memory) return;
  const { id, agentId, content, type, confidence } = memory;
  await insertUse(tx, {
    memoryId: id,
    usedFor: rule.name,
    subjectKind: 'proposal',
    subjectId: proposalId,
    at: ctx.clock.now(),
  });
  await emitEvent(ctx, tx, {
    agentId,
    kind: 'memory.recalled',
    title: `${agentId.toUpperCase()} recalls: ${content}`,
    summary: `It shapes ${rule.name.replaceAll('_', ' ')}${topic ? `, on ${topic.replaceAll('_', ' ')}` : ''}.`,
    proposalId,
    fields: { memoryId: id, type, confidence, rule: rule.name, topic },
  });
}

async function planTurn(ctx: LoopContext, { rule, influence }: DueRule): Promise<Turn> {
  const dueAt = rule.nextDueAt ?? ctx.clock.now();
  const key = `${rule.name}|${dueAt.toISOString()}`;
  const topics = rule.action?.topics ?? [];
  const chances = rollTurn(ctx.dice, key, topics);
  const agentId = topics.length > 0 ? rule.action?.targetAgent : undefined;
  const memory = agentId ? await recall(ctx, { agentId, key, influence }) : null;
  return {
    ...chances,
    topic: (memory && recalledTopic(topics, memory)) ?? chances.topic,
    key,
    memory,
    dueAt,
    next: nextOf(rule, { dueAt, now: ctx.clock.now(), roll: chances.jitter }),
  };
}

// Turns that were missed, while a rule was off or the company down, are not made up for one by one.
function nextOf(
  rule: Rule,
  { dueAt, now, roll }: { readonly dueAt: Date; readonly now: Date; readonly roll: number },
): Date {
  if (rule.aligned) return nextAligned(now, rule.everyMinutes ?? DEFAULT_EVERY_MINUTES);
  const next = nextDue(dueAt, rule.everyMinutes ?? DEFAULT_EVERY_MINUTES, roll);
  return next > now ? next : nextDue(now, rule.everyMinutes ?? DEFAULT_EVERY_MINUTES, roll);
}

type Rest = { readonly outcome: 'skipped' | 'no_match'; readonly reason: string | null };

const skip = (reason: string): Rest => ({ outcome: 'skipped', reason });

async function intentOf(ctx: LoopContext, rule: Rule, turn: Turn): Promise<Prepared | Rest> {
  if (!rule.action) return skip('its action cannot be read');
  // The very first turn of a new company is never left out: a desk that opens looks at the market.
  if (rule.nextDueAt !== null && turn.leftOut && !rule.aligned) return skip('left out by chance');
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
