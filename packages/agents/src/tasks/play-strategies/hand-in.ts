import { recordSignal } from '@atc/core/loop/signals';
import { type FoundPlan, sourceOf } from '@atc/core/loop/strategies';
import { listTakenKeys } from '@atc/core/loop/strategies/play';
import { type Conviction, convictionOf, type Expectation } from '@atc/core/loop/track-records';
import { tickOf } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import type { Looking } from './look.ts';
import { planPurchase } from './plan-purchase.ts';
import type { TokenView } from './token-view.ts';

export interface Entering {
  readonly looking: Looking;
  readonly expected: Expectation;
  /** Best first. */
  readonly chosen: readonly TokenView[];
  readonly equityUsd: number;
}

/** A signal that a strategy handed in, and when what is bought on it is sold at the latest. */
export interface HandedIn {
  readonly id: string;
  readonly hours: number | null;
}

/** Hands in a signal for each token that a strategy would buy, with its plan, once for each bar. */
export async function handIn(
  ctx: AgentContext,
  { looking, expected, chosen, equityUsd }: Entering,
): Promise<readonly HandedIn[]> {
  const conviction = convictionOf(expected, looking.played.results);
  const plans = chosen.flatMap((view) => planOf(ctx, looking, { view, conviction, equityUsd }) ?? []);
  const taken = await listTakenKeys(
    ctx.db,
    plans.map(({ key }) => key),
  );
  const handed: HandedIn[] = [];
  for (const { contract, key, plan } of plans) {
    if (taken.has(key)) continue;
    const { id } = await recordSignal(ctx, {
      ...{ source: sourceOf(plan.strategy), token: contract, signalType: 'buy', trust: 'trusted' },
      ...{ metadata: { plan }, dedupeKey: key, depth: looking.request.depth + 1 },
    });
    handed.push({ id, hours: plan.hours });
  }
  return handed;
}

interface Planning {
  readonly view: TokenView;
  readonly conviction: Conviction;
  readonly equityUsd: number;
}

interface Planned {
  readonly contract: string;
  readonly key: string;
  readonly plan: FoundPlan;
}

function planOf(ctx: AgentContext, looking: Looking, { view, conviction, equityUsd }: Planning): Planned | null {
  const { playable, closedAt } = looking;
  const { contract } = view;
  const price = ctx.market.price(contract, ctx.clock.now())?.price;
  if (price === undefined) return null;
  const tick = tickOf(ctx.market, contract);
  const purchase = planPurchase({ strategy: playable.prepared.strategy, view, price, tick, equityUsd });
  if (!purchase) return null;
  const { name: strategy, version } = playable;
  const plan = { strategy, version, closedAt: new Date(closedAt).toISOString(), ...purchase, ...conviction };
  return { contract, key: `strategy|${strategy}@${version}|${contract}|${closedAt}`, plan };
}
