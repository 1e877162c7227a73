import type { OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { GatewayContract } from './wire.ts';

/** A futures contract as the desk counts it: so many units of what is under it. */
export interface FuturesContract {
  readonly id: string;
  /** Units in one contract: what a price move of 1 is worth in USD. */
  readonly units: Decimal;
  /** The step between two prices. */
  readonly tick: Decimal;
  /** The front month; no other is bought. */
  readonly active: boolean;
}

/** Reads a listed contract; a tick without size or value makes it unusable, which is null. */
export function contractOf({ id, tickSize, tickValue, activeContract }: GatewayContract): FuturesContract | null {
  const [size, value] = [new Decimal(tickSize), new Decimal(tickValue)];
  return size.gt(0) && value.gt(0) ? { id, units: value.div(size), tick: size, active: activeContract } : null;
}

/** Kept back from a purchase for fees, USD for each contract and side. */
const FEE_ROOM_USD = '5';

/**
 * How many whole contracts an order is about, rounded down: futures are held fully paid for, as if their whole value
 * were spent, so that no price can cost more than was given. Fees are kept back first.
 */
export function contractsOf(body: OrderBody, { units }: FuturesContract, feeRoomUsd: Decimal): number {
  if (body.side === 'sell') return new Decimal(body.quantity ?? 0).div(units).floor().toNumber();
  const each = units
    .mul(body.refPrice)
    .mul(1 + PRICE_ROOM)
    .add(feeRoomUsd);
  return new Decimal(body.spendUsd ?? 0).div(each).floor().toNumber();
}

/** A market order may fill so much above the price it was intended at and still be paid for. */
const PRICE_ROOM = 0.01;

/** The room for fees that TopstepX's contracts need. */
export const topstepxFeeRoom = new Decimal(FEE_ROOM_USD);
