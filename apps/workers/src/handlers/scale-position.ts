import { readPolicies } from '@atc/core/company/policies';
import { judgePurchase, lotFault } from '@atc/core/desk/entries';
import { type Intent, placeOrder, type Refusal } from '@atc/core/desk/orders';
import { findPosition, lockPosition, type PositionWithInstrument } from '@atc/core/desk/positions';
import type { Tx } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';
import { stepPayloads } from '@atc/core/loop/kinds';
import { findProposal } from '@atc/core/loop/proposals';
import { stepIsHeld } from '@atc/core/loop/steps';
import { freshPrice } from '@atc/core/market';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';
import { allowedSize } from './calculate-risk.ts';
import { type Exit, intendExit, partFault } from './close-position.ts';
import { endOfPlacement } from './placement.ts';

/** Adds to a position, as little as the risk step made it, or sells the proposed part of it. */
export const handleScalePosition: Handler = async (ctx, step, signal) => {
  const { positionId, direction } = stepPayloads.scale_position.parse(step.payload);
  const proposal = await findProposal(ctx.db, step.proposalId);
  const position = await findPosition(ctx.db, positionId);
  if (!proposal || !position) return { kind: 'failed', reason: 'there is no such position' };
  const fraction = proposal.fraction ?? 0.5;
  const sizeUsd = proposal.sizeUsd && (await allowedSize(ctx, step, proposal.sizeUsd));
  const exit: Exit = { step, proposal, positionId, fraction };
  const placement = await placeOrder(ctx, {
    stepId: step.id,
    positionId,
    direction: direction === 'up' ? 'entry' : 'exit',
    vain: direction === 'up' ? moreFault(ctx, { sizeUsd, position }) : partFault(position, fraction),
    intend: (tx) => (direction === 'up' ? intendMore(ctx, tx, { ...exit, sizeUsd }) : intendExit(ctx, tx, exit)),
    signal,
  });
  return endOfPlacement(placement, { positionId, blocked: direction === 'up' ? 'fail' : 'wait' });
};

interface More {
  readonly sizeUsd: Decimal | null;
}

/** Why nothing more of a position can be bought for what is allowed: at the last price it is less than a lot. */
function moreFault(
  ctx: WorkerContext,
  { sizeUsd, position: { instrument } }: More & { readonly position: PositionWithInstrument },
): string | null {
  const price = freshPrice(ctx.market, instrument.contract, ctx.clock.now());
  return price === null || !sizeUsd ? null : lotFault({ sizeUsd, price, lot: instrument.minQuantity });
}

async function intendMore(
  ctx: WorkerContext,
  tx: Tx,
  { step, proposal, positionId, sizeUsd }: Exit & More,
): Promise<Intent | Refusal> {
  if (!(await stepIsHeld(tx, step))) return { refused: 'another worker holds this step' };
  const position = await lockPosition(tx, positionId);
  if (position?.status !== 'open') return { refused: 'the position is not open' };
  const { instrument } = position;
  if (!sizeUsd || !proposal.entryPrice) return { refused: 'the proposal is incomplete' };
  const judged = await judgePurchase(ctx, tx, {
    proposalId: proposal.id,
    instrument,
    policies: await readPolicies(tx),
    since: proposal.entryPrice,
    stopLoss: position.stopLoss,
    target: position.takeProfit,
  });
  if ('refused' in judged) return judged;
  return {
    accountId: position.accountId,
    positionId,
    instrumentId: instrument.id,
    contract: instrument.contract,
    decimals: instrument.decimals,
    side: 'buy',
    purpose: 'scale',
    protective: false,
    spendUsd: sizeUsd,
    refPrice: judged.price,
    triggerPrice: null,
  };
}
