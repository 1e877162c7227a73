import { demandPolicy, policiesNow } from '@atc/core/company/policies';
import { readTogether } from '@atc/core/kernel/db';
import { sayAge } from '@atc/core/kernel/figures';
import { readKept, STRATEGY_SOURCE } from '@atc/core/loop/strategies';
import { isStale, lastPrice } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import { measureTrade, type Trade, type TradeMeasures, tradeBooks, tradeOf } from '../analyse-outcome/index.ts';
import { type Compared, compareReasons, type EntryReasons, entryReason, reasonsOf } from '../diagnose/index.ts';
import { readPlan, type TradePlan } from '../prepare-plan/index.ts';
import type { Standing } from './decision.ts';
import { standingOf } from './standing.ts';
import { type EntryVote, entryVotes, type Held, heldOf } from './store.ts';

/** An open position with the entry's reason, what became of it, and how the agents voted then. */
export interface Reviewed {
  readonly trade: Trade;
  readonly measures: TradeMeasures;
  readonly entry: EntryReasons;
  readonly compared: Compared;
  readonly votes: readonly EntryVote[];
  readonly held: Held;
  /** Prices of more of it; null where none can be planned. */
  readonly more: TradePlan | null;
  readonly standing: Standing;
}

/** What ATLAS has before him when he reviews a position; null when it is not open. */
export async function readPosition(ctx: AgentContext, id: string, reviewKey: string): Promise<Reviewed | null> {
  const { books, held, reason, votes, policies } = await readTogether(ctx.db, {
    books: tradeBooks(id),
    held: heldOf(id, reviewKey),
    reason: entryReason(id),
    votes: entryVotes(id),
    policies: policiesNow,
  });
  if (!books || !held) return null;
  const trade = tradeOf(ctx, books);
  const entry = reasonsOf(ctx, trade, reason);
  const isFound = trade.signalSource?.startsWith(STRATEGY_SOURCE);
  const kept = isFound ? await readKept(ctx.db, ctx.clock.now()) : [];
  const limits = demandPolicy(policies, 'trade_limits');
  const measures = measureTrade(trade);
  const compared = compareReasons(entry.atEntry, entry.later);
  const more = readPlan(ctx.market, { contract: trade.contract, now: ctx.clock.now(), held });
  const facts = { measures, compared, held, trade, stop: held.stop, chartNow: entry.chartNow, limits };
  const mayGrow = trade.signal !== null && more !== null;
  const soldBy = kept.find(({ positionId }) => positionId === id)?.by ?? null;
  const standing = standingOf({ ...facts, mayGrow, soldBy, silentFor: silentFor(ctx, trade.contract, held.pricedAt) });
  return { trade, measures, entry, compared, votes, held, more, standing };
}

/** A review marks by what the market shows at its own moment, which may be younger than the last mark. */
function silentFor({ market, clock }: AgentContext, contract: string, pricedAt: Date): string | null {
  const now = clock.now();
  const at = lastPrice(market, contract, now)?.at ?? pricedAt;
  return isStale(market, at, now) ? sayAge(now.getTime() - at.getTime()) : null;
}
