import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import { judgePurchase } from '@atc/core/desk/entries';
import { recordOf } from '@atc/core/desk/forecasts';
import { type Intent, placeOrder, type Refusal } from '@atc/core/desk/orders';
import { openPosition } from '@atc/core/desk/positions';
import { carriedStop } from '@atc/core/desk/venue';
import type { Tx } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import { type ClaimedStep, stepIsHeld } from '@atc/core/loop/steps';
import { tickOf } from '@atc/core/market';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';
import { allowedSize } from './calculate-risk.ts';
import { endOfPlacement } from './placement.ts';

/** Buys what was approved, as small as the risk step made it. The intent is committed before the venue is called. */
export const handleExecuteTrade: Handler = async (ctx, step, signal) => {
  const proposal = await findProposal(ctx.db, step.proposalId);
  if (!proposal?.accountId || !proposal.instrument || !proposal.sizeUsd || !proposal.entryPrice)
    return { kind: 'failed', reason: 'the proposal carries no account, instrument, size or price' };
  const sizeUsd = await allowedSize(ctx, step, proposal.sizeUsd);
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
  const policies = await readPolicies(tx);
  const stopRequired = demandPolicy(policies, 'risk_controls').stop_loss_required;
  if (stopRequired && !proposal.stopLoss) return { refused: 'it has no stop-loss' };
  const { stopLoss, target, trailingStopPct } = proposal;
  const purchase = { proposalId: proposal.id, instrument, policies, since: entryPrice, stopLoss, target };
  const judged = await judgePurchase(ctx, tx, purchase);
  if ('refused' in judged) return judged;
  const position = await openPosition(tx, {
    accountId,
    instrumentId: instrument.id,
    entryProposalId: proposal.id,
    stopLoss,
    takeProfit: target,
    trailingStopPct,
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
    refPrice: judged.price,
    triggerPrice: null,
    ...carriedStop(ctx.brokers.of(instrument), {
      stopLoss,
      price: judged.price,
      tick: tickOf(ctx.market, instrument.contract),
    }),
  };
}
