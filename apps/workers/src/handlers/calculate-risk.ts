import { emitEvent } from '@atc/core/company/events';
import { demandPolicy, policiesNow } from '@atc/core/company/policies';
import { capKeys, shrinkReservation } from '@atc/core/desk/caps';
import { lastPrice } from '@atc/core/desk/market';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { listHeldContracts } from '@atc/core/desk/positions';
import { correlation, fitSize, returnsOf } from '@atc/core/desk/risk';
import { readTogether } from '@atc/core/kernel/db';
import { sayUsd } from '@atc/core/kernel/figures';
import { Decimal } from '@atc/core/kernel/money';
import { HOUR_MS } from '@atc/core/kernel/time';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import type { ClaimedStep, StepEnd } from '@atc/core/loop/steps';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';

const CORRELATED = 0.8;
const HOURS_COMPARED = 72;

/**
 * Looks at an approved entry again: remaining risk, cash and correlation may lower its size, never raise it; below the
 * minimum the mission fails.
 */
export const handleCalculateRisk: Handler = async (ctx, step) => {
  const proposal = await findProposal(ctx.db, step.proposalId);
  if (!proposal?.sizeUsd || !proposal.stopLoss || !proposal.instrument)
    return { kind: 'failed', reason: 'the proposal carries no size, stop or instrument' };
  const price = lastPrice(ctx.market, proposal.instrument.contract, ctx.clock.now());
  if (!price) return { kind: 'failed', reason: 'there is no price' };
  const { policies, portfolio } = await readTogether(ctx.db, { policies: policiesNow, portfolio: portfolioNow });
  const minimum = new Decimal(demandPolicy(policies, 'trade_limits').min_position_usd);
  const correlated = await findCorrelated(ctx, proposal.instrument.contract);
  const wantUsd = correlated ? proposal.sizeUsd.div(2) : proposal.sizeUsd;
  const risk = demandPolicy(policies, 'risk_controls');
  // Its own reservations stand for risk and cash, so only what the whole book may bear is looked at again.
  const fitted = fitSize(
    { wantUsd, price: new Decimal(price.price), stopLoss: proposal.stopLoss },
    {
      maxPositionUsd: proposal.sizeUsd,
      singleRiskUsd: portfolio.equityUsd.mul(risk.max_single_position_risk),
      portfolioRiskLeftUsd: portfolio.equityUsd.mul(risk.max_portfolio_risk),
      cashLeftUsd: portfolio.cashUsd,
    },
  );
  if (!fitted)
    return { kind: 'failed', reason: `the price ${price.price} has fallen to the stop ${proposal.stopLoss.toFixed()}` };
  if (fitted.sizeUsd.lt(minimum))
    return {
      kind: 'failed',
      reason: `the size left is ${sayUsd(fitted.sizeUsd)}, below the minimum of ${sayUsd(minimum)}`,
    };
  return lowered(ctx, { step, proposal, assessed: { sizeUsd: fitted.sizeUsd, riskUsd: fitted.riskUsd, correlated } });
};

interface Assessed {
  readonly sizeUsd: Decimal;
  readonly riskUsd: Decimal;
  /** The held token that moves like this one, and how much. */
  readonly correlated: { readonly symbol: string; readonly r: number } | null;
}

interface Lowering {
  readonly step: ClaimedStep;
  readonly proposal: StoredProposal;
  readonly assessed: Assessed;
}

function lowered(ctx: WorkerContext, { step, proposal, assessed }: Lowering): StepEnd {
  const { sizeUsd, correlated } = assessed;
  const symbol = proposal.instrument?.symbol ?? 'the token';
  const halved = correlated ? `, halved because it moves with ${correlated.symbol} (r ${correlated.r.toFixed(2)})` : '';
  return {
    kind: 'succeeded',
    result: {
      sizeUsd: sizeUsd.toFixed(2),
      approvedUsd: proposal.sizeUsd?.toFixed(2) ?? null,
      correlatedWith: correlated?.symbol ?? null,
    },
    save: async (tx) => {
      if (proposal.sizeUsd && sizeUsd.lt(proposal.sizeUsd)) {
        await shrinkReservation(tx, { proposalId: proposal.id, key: capKeys.cashUsd, amount: sizeUsd });
        if (proposal.riskUsd && assessed.riskUsd.lt(proposal.riskUsd))
          await shrinkReservation(tx, { proposalId: proposal.id, key: capKeys.riskUsd, amount: assessed.riskUsd });
      }
      const event = await emitEvent(ctx, tx, {
        agentId: 'sage',
        kind: 'risk.assessed',
        title: `SAGE allows ${sayUsd(sizeUsd)} in ${symbol}: ${sayUsd(assessed.riskUsd)} at risk${halved}`,
        summary: `Approved for ${proposal.sizeUsd?.toFixed(2)} USD; the stop is at ${proposal.stopLoss?.toFixed()}.`,
        tags: ['risk', 'assessed'],
        proposalId: proposal.id,
        missionId: step.missionId,
        instrumentId: proposal.instrumentId,
        fields: { sizeUsd: proposal.sizeUsd?.toFixed(2) ?? null, allowedUsd: sizeUsd.toFixed(2) },
      });
      return [event];
    },
  };
}

async function findCorrelated(ctx: WorkerContext, contract: string): Promise<Assessed['correlated']> {
  const now = ctx.clock.now();
  const returns = (name: string) =>
    returnsOf(ctx.market.bars(name, { intervalMs: HOUR_MS, count: HOURS_COMPARED }, now).map((bar) => bar.close));
  const own = returns(contract);
  const others = (await listHeldContracts(ctx.db)).filter(
    (held) => held.contract !== contract && lastPrice(ctx.market, held.contract, now) !== null,
  );
  const rated = others
    .map((held) => ({ symbol: held.symbol, r: correlation(own, returns(held.contract)) ?? 0 }))
    .sort((a, b) => b.r - a.r);
  const [closest] = rated;
  return closest && closest.r > CORRELATED ? closest : null;
}
