import { partToSell } from '@atc/core/desk/positions';
import { Decimal } from '@atc/core/kernel/money';
import { isStale } from '@atc/core/market';
import { askPaper, bookFills, type Position } from '../../engine/index.ts';
import type { Desk, Proposal } from '../state/index.ts';
import { closeTrade } from './close-trade.ts';
import { tellExecuted } from './tell-executed.ts';

const HALF = 0.5;

/** Sells a position, or the part of it that was proposed. Without a fresh price nothing is sold. */
export function sell(desk: Desk, proposal: Proposal): void {
  const { draft } = proposal;
  const position = desk.account.positions.find(({ id }) => id === draft.positionId);
  if (!position) return;
  const fraction = draft.fraction ?? (draft.missionType === 'exit' ? 1 : HALF);
  const isSold = sellPart(desk, position, { fraction, triggerPrice: draft.triggerPrice ?? null });
  if (position.status === 'closing' && position.book.quantity.gt(0)) position.status = 'open';
  if (!isSold) return;
  tellExecuted(desk, position, 'sell');
  if (position.book.quantity.isZero()) closeTrade(desk, position, draft.exitReason ?? 'operator');
}

interface Selling {
  readonly fraction: number;
  readonly triggerPrice: string | null;
}

function sellPart(desk: Desk, position: Position, { fraction, triggerPrice }: Selling): boolean {
  const { market } = desk.world;
  const price = market.price(position.contract, desk.now);
  const lot = new Decimal(desk.world.listed(position.contract)?.minQuantity ?? 0);
  const part = partToSell({ held: position.book.quantity, lot, fraction });
  if (!price || isStale(market, price.at, desk.now) || 'refused' in part) return false;
  const order = {
    ...{ contract: position.contract, side: 'sell' as const, quantity: part.quantity },
    triggerPrice: triggerPrice === null ? null : new Decimal(triggerPrice),
  };
  const answer = askPaper(desk.world, desk.dice, { order, now: desk.now, terms: desk.settings.terms });
  if (!answer || answer.fills.length === 0) return false;
  bookFills(
    desk.account,
    position,
    answer.fills.map((fill) => ({ ...fill, side: 'sell' as const })),
  );
  return true;
}
