import { demandPolicy, type PolicySet } from '../../company/policies/index.ts';
import { sayUsd } from '../../kernel/figures/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import type { Correlated } from './correlation.ts';
import { fitSize } from './sizing.ts';

export interface RiskFacts {
  readonly approvedUsd: Decimal;
  readonly stopLoss: Decimal;
  readonly price: number;
  readonly equityUsd: Decimal;
  readonly cashUsd: Decimal;
  /** The held token that moves like this one. */
  readonly correlated: Correlated | null;
  readonly policies: PolicySet;
}

/** What may be bought of what was approved. */
export interface Reassessed {
  readonly sizeUsd: Decimal;
  readonly riskUsd: Decimal;
  readonly correlated: Correlated | null;
}

/**
 * Fits an approved size again: remaining risk, cash and a held token that moves alike may lower it, never raise it.
 * Refused where the price has fallen to the stop, and below the minimum.
 */
export function reassess(facts: RiskFacts): Reassessed | { readonly refused: string } {
  const { approvedUsd, stopLoss, correlated, equityUsd, policies } = facts;
  const risk = demandPolicy(policies, 'risk_controls');
  // Its own reservations stand for risk and cash, so only what the whole book may bear is looked at again.
  const fitted = fitSize(
    { wantUsd: correlated ? approvedUsd.div(2) : approvedUsd, price: new Decimal(facts.price), stopLoss },
    {
      maxPositionUsd: approvedUsd,
      singleRiskUsd: equityUsd.mul(risk.max_single_position_risk),
      portfolioRiskLeftUsd: equityUsd.mul(risk.max_portfolio_risk),
      cashLeftUsd: facts.cashUsd,
    },
  );
  if (!fitted) return { refused: `the price ${facts.price} has fallen to the stop ${stopLoss.toFixed()}` };
  const { sizeUsd, riskUsd } = fitted;
  const least = demandPolicy(policies, 'trade_limits').min_position_usd;
  return sizeUsd.lt(least)
    ? { refused: `the size left is ${sayUsd(sizeUsd)}, below the minimum of ${sayUsd(least)}` }
    : { sizeUsd, riskUsd, correlated };
}
