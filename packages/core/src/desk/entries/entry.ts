import { demandPolicy, type PolicySet } from '../../company/policies/index.ts';
import { Decimal, maxOf, minOf, ZERO } from '../../kernel/money/index.ts';
import { fitSize, plannedSizeUsd } from './sizing.ts';

/** What whoever proposes a purchase asks for, as decimal text. */
export interface EntryWish {
  readonly stopLoss?: string | undefined;
  readonly target?: string | undefined;
  /** How far its stop follows below the highest price, a fraction of that. */
  readonly trailingStopPct?: number | undefined;
  readonly sizeUsd?: string | undefined;
}

/** A purchase with its size: every number computed by code from facts, a wish may only lower the size. */
export interface SizedEntry {
  readonly price: Decimal;
  readonly stopLoss: Decimal | null;
  readonly stopDefaulted: boolean;
  readonly target: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly sizeUsd: Decimal;
  readonly riskUsd: Decimal;
}

export interface EntryFacts {
  readonly price: Decimal;
  readonly tick: Decimal;
  readonly confidence: number;
  /** How much of the way from a probe to its whole size it deserves, 0 to 1. */
  readonly conviction: number;
  readonly equityUsd: Decimal;
  readonly cashLeftUsd: Decimal;
  readonly riskUsedUsd: Decimal;
  /** What is held already of the position that a scale-up adds to. */
  readonly heldUsd: Decimal;
  /** Real money, and no trade of this account has been bought and sold yet. */
  readonly firstLive: boolean;
  /** Of the size that it would have otherwise: 1 where nobody is on probation. */
  readonly share: number;
  /** What the strategy that found it would buy; null: what the confidence deserves. */
  readonly foundUsd: Decimal | null;
  /** What memories leave of it, 0 to 1; never less than the smallest position. */
  readonly restraint: number;
}

/**
 * Sizes an entry or a scale-up: stop as given or the policy's default, size from a probe up to what the confidence or
 * the strategy that found it would have, shrunk to what every limit leaves. Null when no valid stop can be had or a
 * policy cannot be read.
 */
export function sizeEntry(wish: EntryWish, facts: EntryFacts, policies: PolicySet): SizedEntry | null {
  const risk = policies.values.risk_controls;
  const { trade_limits, strategy_policy, live_trading } = policies.values;
  if (!risk || !trade_limits || !strategy_policy || (facts.firstLive && !live_trading)) return null;
  const { price } = facts;
  const given = wish.stopLoss ? new Decimal(wish.stopLoss) : null;
  const fallback = risk.stop_loss_required ? defaultStop(price, facts.tick, risk.default_stop_loss_pct) : null;
  const stopLoss = given ?? fallback;
  // Without any stop the whole size is at risk.
  const stopForRisk = stopLoss ?? price.mul('0.000001');
  const { confidence, equityUsd } = facts;
  const whole = facts.foundUsd ?? plannedSizeUsd({ confidence, equityUsd, price, stopLoss: stopForRisk });
  if (!whole) return null;
  const mostUsd = mostOf(policies, facts);
  const probeUsd = minOf(minOf(whole, mostUsd), new Decimal(strategy_policy.probe_usd));
  const earned = deservedUsd(minOf(whole, mostUsd), probeUsd, facts);
  const deserved = maxOf(minOf(earned, new Decimal(trade_limits.min_position_usd)), earned.mul(facts.restraint));
  const wantUsd = wish.sizeUsd ? minOf(new Decimal(wish.sizeUsd), deserved) : deserved;
  const fitted = fitSize(
    { wantUsd, price, stopLoss: stopForRisk },
    {
      maxPositionUsd: maxOf(ZERO, maxOf(probeUsd, mostUsd.mul(facts.share)).sub(facts.heldUsd)),
      singleRiskUsd: facts.equityUsd.mul(risk.max_single_position_risk),
      portfolioRiskLeftUsd: maxOf(ZERO, facts.equityUsd.mul(risk.max_portfolio_risk).sub(facts.riskUsedUsd)),
      cashLeftUsd: maxOf(ZERO, facts.cashLeftUsd),
    },
  );
  if (!fitted) return null;
  return {
    price,
    stopLoss,
    stopDefaulted: given === null && stopLoss !== null,
    target: wish.target ? new Decimal(wish.target) : null,
    trailingStopPct: wish.trailingStopPct ?? null,
    sizeUsd: fitted.sizeUsd,
    riskUsd: fitted.riskUsd,
  };
}

/** A part of the way from a probe to the whole size, and of that what is on probation may have; never below a probe. */
function deservedUsd(whole: Decimal, probe: Decimal, { foundUsd, share, conviction }: EntryFacts): Decimal {
  const earned = foundUsd ? whole : probe.add(whole.sub(probe).mul(conviction));
  return maxOf(probe, earned.mul(share));
}

/** The most that a position may cost; with real money the first trade is a small one. */
function mostOf(policies: PolicySet, { firstLive }: EntryFacts): Decimal {
  const most = new Decimal(demandPolicy(policies, 'trade_limits').max_position_size_usd);
  return firstLive ? minOf(most, new Decimal(demandPolicy(policies, 'live_trading').first_order_usd)) : most;
}

function defaultStop(price: Decimal, tick: Decimal, pct: number): Decimal {
  return price
    .mul(1 + pct)
    .div(tick)
    .toDecimalPlaces(0, Decimal.ROUND_UP)
    .mul(tick);
}
