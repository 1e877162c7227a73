import { capKeys, takeCaps } from '../../desk/caps/index.ts';
import {
  applyFills,
  findPosition,
  openPosition,
  type PositionWithInstrument,
  settleAfterOrder,
} from '../../desk/positions/index.ts';
import type { VenueFill } from '../../desk/venue/index.ts';
import { inTransaction, newId, type Rows } from '../../kernel/db/index.ts';
import { Decimal, roundUsd, ZERO } from '../../kernel/money/index.ts';
import { DESK_START, type TestDesk } from './test-desk.ts';

const FEE = new Decimal('0.001');
const DAY = '2025-02-03';

/** A fill at a price, with a fee of 0.1 % and 4 bps of slippage. */
export function fillAt(price: string | Decimal, quantity: string | Decimal, filledAt = DESK_START): VenueFill {
  const usd = roundUsd(new Decimal(price).mul(quantity));
  return {
    venueFillId: newId(),
    price: new Decimal(price),
    quantity: new Decimal(quantity),
    usd,
    feeUsd: roundUsd(usd.mul(FEE)),
    slippageBps: 4,
    filledAt,
  };
}

export interface TestEntry {
  readonly id: string;
  readonly instrumentId: string;
  readonly proposalId: string;
}

/** A position about to be bought, with what its gates took. */
export async function openEntry(desk: TestDesk, symbol: string, stop = '0.000017'): Promise<TestEntry> {
  const instrumentId = await desk.addInstrument(symbol);
  const proposalId = await desk.addEntryProposal(instrumentId);
  const one = new Decimal(1);
  const takes = [
    { key: capKeys.trades(DAY), amount: one, limit: new Decimal(1000) },
    { key: capKeys.positions, amount: one, limit: new Decimal(1000) },
    { key: capKeys.token(desk.accountId, instrumentId), amount: one, limit: one },
    { key: capKeys.riskUsd, amount: new Decimal(18), limit: new Decimal(1e6) },
    { key: capKeys.cashUsd, amount: new Decimal(60), limit: new Decimal(1e6) },
  ];
  const { id } = await inTransaction(desk.db, async (tx) => {
    await takeCaps(tx, { proposalId, takes, at: DESK_START });
    return openPosition(tx, {
      accountId: desk.accountId,
      instrumentId,
      entryProposalId: proposalId,
      stopLoss: new Decimal(stop),
      takeProfit: null,
      stopRequired: true,
      signalSource: 'scan',
      confidence: null,
      reason: {},
    });
  });
  return { id, instrumentId, proposalId };
}

export interface Ending {
  readonly position: { readonly id: string; readonly instrumentId: string };
  readonly side: 'buy' | 'sell';
  readonly purpose: string;
  readonly protective?: boolean;
  readonly fills: readonly VenueFill[];
  readonly status?: Rows.OrderStatus;
  readonly stepId?: string;
}

/** Places an order and lets the venue's word end it, as one transaction would. */
export async function endOrder(
  desk: TestDesk,
  { position, fills, status = 'filled', ...wish }: Ending,
): Promise<Rows.Order> {
  const order = await desk.addOrder({ positionId: position.id, instrumentId: position.instrumentId, ...wish });
  await inTransaction(desk.db, async (tx) => {
    await applyFills(tx, order, fills);
    const filledQty = fills.reduce((sum, fill) => sum.add(fill.quantity), ZERO);
    const finalAt = desk.ctx.clock.now();
    await tx.$executeRaw`
      UPDATE ops_orders SET status = ${status}::"OrderStatus", filled_qty = ${filledQty}::numeric,
        final_at = ${finalAt} WHERE id = ${order.id}::uuid`;
    await settleAfterOrder(desk.ctx, tx, { ...order, status, filledQty, finalAt });
  });
  return order;
}

/** A position that must be there. */
export async function positionOf(desk: TestDesk, id: string): Promise<PositionWithInstrument> {
  const position = await findPosition(desk.db, id);
  if (!position) throw new Error('no position');
  return position;
}
