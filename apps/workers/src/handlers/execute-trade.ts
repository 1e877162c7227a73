import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import { reservationsHeld } from '@atc/core/desk/caps';
import { recordOf } from '@atc/core/desk/forecasts';
import { hasLastDay } from '@atc/core/desk/instruments';
import { freshPrice, tickOf } from '@atc/core/desk/market';
import { type Intent, placeOrder, type Refusal } from '@atc/core/desk/orders';
import { openPosition } from '@atc/core/desk/positions';
import { lockFault } from '@atc/core/desk/protections';
import { entryPriceFault } from '@atc/core/desk/risk';
import { carriedStop, moneyFault } from '@atc/core/desk/venue';
import type { Tx } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import { type ClaimedStep, findStepResult, stepIsHeld } from '@atc/core/loop/steps';
import { z } from 'zod';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';
import { endOfPlacement } from './placement.ts';

const riskResult = z.object({ sizeUsd: z.string() });

/** Buys what was approved, as small as the risk step made it. The intent is committed before the venue is called. */
export const handleExecuteTrade: Handler = async (ctx, step, signal) => {
  const proposal = await findProposal(ctx.db, step.proposalId);
  if (!proposal?.accountId || !proposal.instrument || !proposal.sizeUsd || !proposal.entryPrice)
    return { kind: 'failed', reason: 'the proposal carries no account, instrument, size or price' };
  const risk = riskResult.safeParse(await findStepResult(ctx.db, step.missionId, 'calculate_risk'));
  const sizeUsd = risk.success ? Decimal.min(risk.data.sizeUsd, proposal.sizeUsd) : proposal.sizeUsd;
  const placement = await placeOrder(ctx, {
    stepId: step.id,
    direction: 'entry',
    intend: (tx) => intendEntry(ctx, tx, { step, proposal, sizeUsd }),
    signal,
  });
  const positionId = placement.kind === 'final' ? placement.order.positionId : null;
  return endOfPlacement(placement, { positionId, blocked: 'fail' });
};

interface Entry {
  readonly step: ClaimedStep;
  readonly proposal: StoredProposal;
  readonly sizeUsd: Decimal;
}

async function intendEntry(ctx: WorkerContext, tx: Tx, { step, proposal, sizeUsd }: Entry): Promise<Intent | Refusal> {
  const { instrument, accountId, entryPrice } = proposal;
  if (!instrument || !accountId || !entryPrice) return { refused: 'the proposal is incomplete' };
  if (!(await stepIsHeld(tx, step))) return { refused: 'another worker holds this step' };
  if (!(await reservationsHeld(tx, proposal.id))) return { refused: 'its reservations are gone' };
  const policies = await readPolicies(tx);
  const stopRequired = demandPolicy(policies, 'risk_controls').stop_loss_required;
  if (stopRequired && !proposal.stopLoss) return { refused: 'it has no stop-loss' };
  const now = ctx.clock.now();
  if (hasLastDay(instrument.contract, now)) return { refused: 'its last day has come' };
  const broker = ctx.brokers.of(instrument);
  const shut = moneyFault(broker, policies) ?? (await lockFault(tx, { instrumentId: instrument.id, now }));
  if (shut) return { refused: shut };
  const price = freshPrice(ctx.market, instrument.contract, now);
  const fault = entryPriceFault({
    price,
    since: entryPrice,
    stopLoss: proposal.stopLoss,
    target: proposal.target,
    maxDrift: demandPolicy(policies, 'trade_limits').max_entry_drift_pct,
  });
  if (fault !== null || price === null) return { refused: fault ?? 'there is no fresh price' };
  const position = await openPosition(tx, {
    accountId,
    instrumentId: instrument.id,
    entryProposalId: proposal.id,
    stopLoss: proposal.stopLoss,
    takeProfit: proposal.target,
    stopRequired,
    signalSource: proposal.signal ? recordOf(proposal.signal).name : null,
    confidence: proposal.confidence,
    reason: { title: proposal.title, summary: proposal.summary, evidence: proposal.evidence },
  });
  return {
    accountId,
    positionId: position.id,
    instrumentId: instrument.id,
    contract: instrument.contract,
    decimals: instrument.decimals,
    side: 'buy',
    purpose: 'entry',
    protective: false,
    spendUsd: sizeUsd,
    refPrice: new Decimal(price),
    triggerPrice: null,
    ...carriedStop(broker, {
      stopLoss: proposal.stopLoss,
      price: new Decimal(price),
      tick: tickOf(ctx.market, instrument.contract),
    }),
  };
}
