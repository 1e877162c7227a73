import { accountOf } from '../../desk/accounts/index.ts';
import { applyFills, openPosition, settleAfterOrder } from '../../desk/positions/index.ts';
import { inTransaction, newId, type Prisma } from '../../kernel/db/index.ts';
import { Decimal, roundUsd } from '../../kernel/money/index.ts';
import type { LoopContext } from '../../loop/context.ts';

const FEE = new Decimal('0.001');

export interface TradeWish {
  readonly symbol: string;
  readonly price: string;
  readonly stop?: string;
  readonly target?: string;
  readonly usd?: number;
  readonly source?: string;
  readonly confidence?: number;
  readonly trust?: 'trusted' | 'untrusted';
  /** What spoke for and against the entry, as its analysis wrote it. */
  readonly evidence?: readonly {
    readonly name: string;
    readonly value: number;
    readonly weight: number;
    readonly text: string;
  }[];
}

export interface MadeTrade {
  readonly id: string;
  readonly instrumentId: string;
  readonly quantity: Decimal;
}

/** A position bought at a price on the company's own tables, by the company's own books. */
export async function openTrade(ctx: LoopContext, wish: TradeWish): Promise<MadeTrade> {
  const {
    symbol,
    price,
    stop = null,
    target = null,
    usd = 50,
    source = 'scanner:breakout',
    confidence = 0.84,
    trust = 'trusted',
  } = wish;
  const { id: instrumentId } = await ctx.db.instrument.findFirstOrThrow({ where: { symbol } });
  const account = await accountOf(ctx.db);
  const accountId = account?.id ?? '';
  const evidence = [...(wish.evidence ?? [])] as Prisma.InputJsonValue;
  const signal = await ctx.db.signal.create({
    data: {
      source,
      token: symbol,
      instrumentId,
      status: 'claimed',
      confidence,
      evidence,
      trust,
      observedAt: ctx.clock.now(),
      adoptedAt: new Date(),
    },
  });
  const proposal = await ctx.db.proposal.create({
    data: {
      agentId: 'scout',
      title: `Buy ${symbol}`,
      missionType: 'entry',
      originKind: 'signal',
      originId: signal.id,
      signalId: signal.id,
      accountId,
      instrumentId,
      proposedSteps: [],
      evidence,
      confidence,
      status: 'accepted',
      dedupeKey: newId(),
      proposedAt: ctx.clock.now(),
    },
  });
  const quantity = new Decimal(usd).div(price).toDecimalPlaces(6);
  const position = await openPosition(ctx.db, {
    accountId,
    instrumentId,
    entryProposalId: proposal.id,
    stopLoss: stop === null ? null : new Decimal(stop),
    takeProfit: target === null ? null : new Decimal(target),
    stopRequired: stop !== null,
    signalSource: source,
    confidence,
    reason: { title: proposal.title, summary: `${source} signals buy`, evidence: wish.evidence ?? [] },
  });
  const made = { id: position.id, instrumentId, quantity };
  await fill(ctx, made, { side: 'buy', purpose: 'entry', price });
  return made;
}

/** Sells all of a trade at a price. */
export async function closeTrade(
  ctx: LoopContext,
  trade: MadeTrade,
  { price, reason }: { readonly price: string; readonly reason: string },
): Promise<void> {
  await ctx.db.position.update({ where: { id: trade.id }, data: { status: 'closing' } });
  await fill(ctx, trade, { side: 'sell', purpose: reason, price });
}

interface Filled {
  readonly side: 'buy' | 'sell';
  readonly purpose: string;
  readonly price: string;
}

async function fill(
  ctx: LoopContext,
  { id, instrumentId, quantity }: MadeTrade,
  { side, purpose, price }: Filled,
): Promise<void> {
  const { accountId } = await ctx.db.position.findUniqueOrThrow({ where: { id } });
  const at = ctx.clock.now();
  const usd = roundUsd(quantity.mul(price));
  const orderId = newId();
  const order = await ctx.db.order.create({
    data: {
      id: orderId,
      clientOrderId: orderId,
      accountId,
      instrumentId,
      positionId: id,
      leg: 1,
      side,
      purpose,
      quantity,
      body: {},
      intendedAt: at,
    },
  });
  await inTransaction(ctx.db, async (tx) => {
    await applyFills(tx, order, [
      {
        venueFillId: newId(),
        price: new Decimal(price),
        quantity,
        usd,
        feeUsd: roundUsd(usd.mul(FEE)),
        slippageBps: 4,
        filledAt: at,
      },
    ]);
    await tx.$executeRaw`
      UPDATE ops_orders SET status = 'filled', filled_qty = ${quantity}::numeric, final_at = ${at}
        WHERE id = ${orderId}::uuid`;
    await settleAfterOrder(ctx, tx, { ...order, status: 'filled', filledQty: quantity, finalAt: at });
  });
}
