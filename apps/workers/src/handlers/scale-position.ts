import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import { reservationsHeld } from '@atc/core/desk/caps';
import { hasLastDay } from '@atc/core/desk/instruments';
import { freshPrice } from '@atc/core/desk/market';
import { type Intent, placeOrder, type Refusal } from '@atc/core/desk/orders';
import { findPosition, lockPosition, type PositionWithInstrument } from '@atc/core/desk/positions';
import { lockFault } from '@atc/core/desk/protections';
import { entryPriceFault } from '@atc/core/desk/risk';
import { moneyFault } from '@atc/core/desk/venue';
import type { Tx } from '@atc/core/kernel/db';
import { sayQuantity, sayUsd } from '@atc/core/kernel/figures';
import { Decimal } from '@atc/core/kernel/money';
import { stepPayloads } from '@atc/core/loop/kinds';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import { stepIsHeld } from '@atc/core/loop/steps';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';
import { type Exit, intendExit, partFault } from './close-position.ts';
import { endOfPlacement } from './placement.ts';

/** Adds to a position within its reservations, or sells the proposed part of it. */
export const handleScalePosition: Handler = async (ctx, step, signal) => {
  const { positionId, direction } = stepPayloads.scale_position.parse(step.payload);
  const proposal = await findProposal(ctx.db, step.proposalId);
  const position = await findPosition(ctx.db, positionId);
  if (!proposal || !position) return { kind: 'failed', reason: 'there is no such position' };
  const fraction = proposal.fraction ?? 0.5;
  const exit: Exit = { step, proposal, positionId, fraction };
  const placement = await placeOrder(ctx, {
    stepId: step.id,
    positionId,
    direction: direction === 'up' ? 'entry' : 'exit',
    vain: direction === 'up' ? moreFault(ctx, { proposal, position }) : partFault(position, fraction),
    intend: (tx) => (direction === 'up' ? intendMore(ctx, tx, exit) : intendExit(ctx, tx, exit)),
    signal,
  });
  return endOfPlacement(placement, { positionId, blocked: direction === 'up' ? 'fail' : 'wait' });
};

interface More {
  readonly proposal: StoredProposal;
  readonly position: PositionWithInstrument;
}

/** Why nothing more of a position can be bought for what was approved: at the last price it is less than a lot. */
function moreFault(ctx: WorkerContext, { proposal: { sizeUsd }, position: { instrument } }: More): string | null {
  const price = freshPrice(ctx.market, instrument.contract, ctx.clock.now());
  if (price === null || !sizeUsd) return null;
  const lotUsd = instrument.minQuantity.mul(price);
  return sizeUsd.lt(lotUsd)
    ? `${sayUsd(sizeUsd)} buy less than the smallest quantity of ${sayQuantity(instrument.minQuantity)}: it costs ${sayUsd(lotUsd)}`
    : null;
}

async function intendMore(ctx: WorkerContext, tx: Tx, { step, proposal, positionId }: Exit): Promise<Intent | Refusal> {
  if (!(await stepIsHeld(tx, step))) return { refused: 'another worker holds this step' };
  if (!(await reservationsHeld(tx, proposal.id))) return { refused: 'its reservations are gone' };
  const position = await lockPosition(tx, positionId);
  if (position?.status !== 'open') return { refused: 'the position is not open' };
  const { instrument } = position;
  if (!proposal.sizeUsd || !proposal.entryPrice) return { refused: 'the proposal is incomplete' };
  const policies = await readPolicies(tx);
  const now = ctx.clock.now();
  if (hasLastDay(instrument.contract, now)) return { refused: 'its last day has come' };
  const shut =
    moneyFault(ctx.brokers.of(instrument), policies) ?? (await lockFault(tx, { instrumentId: instrument.id, now }));
  if (shut) return { refused: shut };
  const price = freshPrice(ctx.market, instrument.contract, now);
  const fault = entryPriceFault({
    price,
    since: proposal.entryPrice,
    stopLoss: position.stopLoss,
    target: position.takeProfit,
    maxDrift: demandPolicy(policies, 'trade_limits').max_entry_drift_pct,
  });
  if (fault !== null || price === null) return { refused: fault ?? 'there is no fresh price' };
  return {
    accountId: position.accountId,
    positionId,
    instrumentId: instrument.id,
    contract: instrument.contract,
    decimals: instrument.decimals,
    side: 'buy',
    purpose: 'scale',
    protective: false,
    spendUsd: proposal.sizeUsd,
    refPrice: new Decimal(price),
    triggerPrice: null,
  };
}
