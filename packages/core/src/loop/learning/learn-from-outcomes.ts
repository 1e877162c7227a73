import { readPolicies } from '../../company/policies/index.ts';
import type { Budgeted, Portion } from '../../company/runs/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { scoreUses } from '../memories/index.ts';
import { reviewStrategies } from '../strategies/index.ts';
import type { ClosedTrade } from './closed-trade.ts';
import { keepSome, listNews } from './keep.ts';
import { learnFromForecasts } from './learn-from-forecasts.ts';
import { listInfluences, listLatest, listUnlearned, markLearned } from './store.ts';
import { didHelp, memoriesOf, memoryOfTrade, tellingGroups } from './teach.ts';

const BATCH = 20;
/** Groups are compared over so many latest trades, so that learning costs the same however long the history is. */
const RECORD = 500;

/**
 * The heartbeat's fourth operation: every closed trade is learned from once. Memories that led to it, or to a look at
 * it, are scored, what it teaches by itself is remembered, and where trades of its kind go otherwise than the rest,
 * that is too. At most three memories of a kind become an agent's own in a day. Every morning the strategies are
 * reviewed by what they brought, and the settled forecasts are learned from. A trade that cannot be learned from keeps
 * no other from being, and fails the operation afterwards.
 */
export async function learnFromOutcomes(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  const policies = await readPolicies(beat.db);
  const timeZone = policies.values.company?.timezone ?? 'UTC';
  const session: Session = { counts: { trades: 0, memories: 0, scored: 0, strategies: 0 }, broken: new Map() };
  const { counts, broken } = session;
  for (;;) {
    const fresh = await listUnlearned(beat.db, { timeZone, limit: BATCH, but: [...broken.keys()] });
    await learnFromEach(ctx, beat, { fresh, timeZone, session });
    if (beat.signal.aborted) return { cursor: 'more', result: { ...counts } };
    if (fresh.length < BATCH) break;
  }
  if (counts.trades > 0) counts.memories += await beat.write((tx) => compare(ctx, tx, timeZone));
  counts.strategies += await reviewStrategies(ctx, beat, {
    policies,
    learn: async (tx) => {
      counts.memories += await learnFromForecasts(ctx, tx, timeZone);
    },
  });
  const [first] = broken;
  if (first) throw new CompanyError('not_learned', `${broken.size} could not be learned from: ${first.join(': ')}`);
  return { cursor: null, result: { ...counts } };
}

interface Session {
  readonly counts: { trades: number; memories: number; scored: number; strategies: number };
  /** Trades that could not be learned from, with why. */
  readonly broken: Map<string, string>;
}

interface Fresh {
  readonly fresh: readonly ClosedTrade[];
  readonly timeZone: string;
  readonly session: Session;
}

async function learnFromEach(
  ctx: LoopContext,
  beat: Budgeted,
  { fresh, timeZone, session: { counts, broken } }: Fresh,
): Promise<void> {
  for (const trade of fresh) {
    if (beat.signal.aborted) return;
    try {
      const learned = await beat.write((tx) => learnFrom(ctx, tx, { trade, timeZone }));
      counts.trades += 1;
      counts.scored += learned.scored;
      counts.memories += learned.memories;
    } catch (error) {
      if (!beat.signal.aborted) broken.set(trade.tradeId, errorText(error));
    }
  }
}

interface Lesson {
  readonly trade: ClosedTrade;
  readonly timeZone: string;
}

interface Learned {
  readonly memories: number;
  readonly scored: number;
}

async function learnFrom(ctx: LoopContext, tx: Tx, { trade, timeZone }: Lesson): Promise<Learned> {
  const at = ctx.clock.now();
  const draft = memoryOfTrade(trade);
  const kept = await keepSome(ctx, tx, { drafts: draft ? [draft] : [], timeZone });
  const [lesson = null] = kept.map(({ content }) => content);
  if (!(await markLearned(tx, { tradeId: trade.tradeId, lesson, at }))) return { memories: 0, scored: 0 };
  let scored = 0;
  for (const influence of await listInfluences(tx, trade.tradeId))
    scored += await scoreUses(tx, { proposalId: influence.proposalId, helped: didHelp(trade, influence), at });
  return { memories: kept.length, scored };
}

/** Compares the groups of the latest trades and remembers what is news about them; returns how many memories. */
async function compare(ctx: LoopContext, tx: Tx, timeZone: string): Promise<number> {
  const groups = tellingGroups(await listLatest(tx, timeZone, RECORD));
  const teachings = groups.flatMap((measured) => memoriesOf(measured).map((draft) => ({ draft, measured })));
  return (await keepSome(ctx, tx, { drafts: await listNews(tx, teachings), timeZone })).length;
}
