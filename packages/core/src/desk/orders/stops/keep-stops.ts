import { errorText } from '../../../kernel/errors/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import { lastPrice } from '../../../market/index.ts';
import { listAccounts, type VenueAccount } from '../../accounts/index.ts';
import type { DeskContext } from '../../context.ts';
import { mayOrder, readTradingState } from '../../protections/index.ts';
import type { Broker, RestingStops } from '../../venue/index.ts';
import { stopLevel } from '../../watch/index.ts';
import { inTime } from '../call/send-order.ts';
import type { Order } from '../order.ts';
import { bookStatus } from '../report/settle-order.ts';
import { findOrder } from '../store.ts';
import { actOn, placeStop } from './place-stop.ts';
import { type GuardedPosition, listGuarded, noteMove } from './store.ts';
import { replaceStop, withdrawStop } from './withdraw-stop.ts';

/**
 * Lets a stop rest at its venue for every open position, where the venue has such orders, and moves it as its level
 * rises. It is an order like any other: a further leg of the step that bought, intended before it is sent, one for
 * ever. As it is the one open order of its position, nothing else can be sold before it has ended.
 */
export async function keepStops(ctx: DeskContext): Promise<void> {
  for (const account of await listAccounts(ctx.db)) {
    const broker = ctx.brokers.of(account);
    if (!broker.stops) continue;
    for (const position of await listGuarded(ctx.db, account.id)) await keepStop(ctx, broker, position);
  }
}

/** Brings the stops into our books that purchases on an account left at their venue. */
export async function takeLeftStops(ctx: DeskContext, account: VenueAccount): Promise<void> {
  const { stops } = ctx.brokers.of(account);
  if (!stops?.brackets) return;
  for (const { id, last } of await listGuarded(ctx.db, account.id))
    if (last?.bracket === 'purchase') await placeStop(ctx, stops, id);
}

async function keepStop(ctx: DeskContext, broker: Broker, position: GuardedPosition): Promise<void> {
  const act = actOn(ctx, position);
  if (act === null || !broker.stops) return;
  try {
    if (act === 'place') await placeStop(ctx, broker.stops, position.id);
    else if (act === 'move') await raiseStop(ctx, broker, position);
    else await withdrawStop(ctx, position.id, 'exit');
  } catch (error) {
    ctx.log.warn({ positionId: position.id, error: errorText(error) }, 'the stop at the venue could not be kept');
  }
}

/** Brings a stop up that rests: it is moved where its venue moves stops, and makes way for another one elsewhere. */
async function raiseStop(ctx: DeskContext, broker: Broker, position: GuardedPosition): Promise<void> {
  const level = stopLevel(position);
  const order = position.lastOrderId ? await findOrder(ctx.db, position.lastOrderId) : null;
  if (!level || !order || !broker.stops) return;
  const { move } = broker.stops;
  if (move) return moveStop(ctx, { status: broker.status, move }, { order, level });
  // Under the level none could be left instead of it.
  const price = lastPrice(ctx.market, position.contract, ctx.clock.now());
  if (price && level.lt(price.price)) await replaceStop(ctx, broker.stops, order);
}

interface Raised {
  readonly order: Order;
  readonly level: Decimal;
}

type Mover = Pick<Broker, 'status'> & Required<Pick<RestingStops, 'move'>>;

/** Moves a stop that rests; where it rests then, only the venue says. An answer that is lost costs another look. */
async function moveStop(ctx: DeskContext, { move, status }: Mover, { order, level }: Raised): Promise<void> {
  await ctx.fence.shared(async () => {
    const { state } = await readTradingState(ctx.db);
    if (!mayOrder(state, 'exit')) return;
    await noteMove(ctx.db, order.id);
    const answer = await inTime((signal) => move(order.clientOrderId, level, signal));
    if (answer.kind === 'refused')
      ctx.log.warn({ orderId: order.id, reason: answer.reason }, 'the venue did not move a stop');
    const said = await inTime((signal) => status(order.clientOrderId, signal));
    if (said.kind === 'report') await bookStatus(ctx, order, said.report);
  });
}
