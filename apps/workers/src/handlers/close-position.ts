import { type Intent, placeOrder, type Refusal, type Wait } from '@atc/core/desk/orders';
import { findPosition, lockPosition, type PositionWithInstrument, partToSell } from '@atc/core/desk/positions';
import type { Tx } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { stepPayloads } from '@atc/core/loop/kinds';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import { type ClaimedStep, stepIsHeld } from '@atc/core/loop/steps';
import { isStale, lastPrice } from '@atc/core/market';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';
import { endOfPlacement } from './placement.ts';

/**
 * Sells a position, or the part that was proposed. Waits out `halted`. A venue is asked at the last price, fresh or
 * not; with paper money it waits for a fresh one.
 */
export const handleClosePosition: Handler = async (ctx, step, signal) => {
  const { positionId } = stepPayloads.close_position.parse(step.payload);
  const proposal = await findProposal(ctx.db, step.proposalId);
  const position = await findPosition(ctx.db, positionId);
  if (!proposal || !position) return { kind: 'failed', reason: 'there is no such position' };
  const fraction = proposal.fraction ?? 1;
  const placement = await placeOrder(ctx, {
    stepId: step.id,
    positionId,
    direction: 'exit',
    vain: partFault(position, fraction),
    intend: (tx) => intendExit(ctx, tx, { step, proposal, positionId, fraction }),
    signal,
  });
  return endOfPlacement(placement, { positionId, blocked: 'wait' });
};

export interface Exit {
  readonly step: ClaimedStep;
  readonly proposal: StoredProposal;
  readonly positionId: string;
  readonly fraction: number;
}

/** The intent to sell a fraction of what is held at this moment, at the trigger's price where a bar raised it. */
export async function intendExit(
  ctx: WorkerContext,
  tx: Tx,
  { step, proposal, positionId, fraction }: Exit,
): Promise<Intent | Refusal | Wait> {
  if (!(await stepIsHeld(tx, step))) return { refused: 'another worker holds this step' };
  const position = await lockPosition(tx, positionId);
  if (!position || position.quantity.lte(0)) return { refused: 'nothing is left to sell' };
  const { instrument } = position;
  const now = ctx.clock.now();
  const price = lastPrice(ctx.market, instrument.contract, now);
  const isFresh = price !== null && !isStale(ctx.market, price.at, now);
  // A venue knows its own prices; paper money fills at ours, and never at one that no longer is.
  if (!isFresh && ctx.brokers.of(instrument).mode === 'paper')
    return { waits: `there is no fresh price of ${instrument.symbol}` };
  const refPrice = price ? new Decimal(price.price) : (position.currentPrice ?? position.entryPrice);
  if (!refPrice) return { refused: 'there has never been a price' };
  const part = partOf(position, fraction);
  if ('refused' in part) return part;
  return {
    accountId: position.accountId,
    positionId,
    instrumentId: instrument.id,
    contract: instrument.contract,
    decimals: instrument.decimals,
    side: 'sell',
    purpose: proposal.exitReason ?? 'operator',
    protective: proposal.protective,
    quantity: part.quantity,
    refPrice,
    triggerPrice: proposal.triggerPrice,
  };
}

const partOf = ({ quantity, instrument }: PositionWithInstrument, fraction: number) =>
  partToSell({ held: quantity, lot: instrument.minQuantity, fraction });

/** Why nothing of a position can be sold for this part of it; null when something can. */
export function partFault(position: PositionWithInstrument, fraction: number): string | null {
  const part = partOf(position, fraction);
  return 'refused' in part ? part.refused : null;
}
