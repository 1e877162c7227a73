import { z } from 'zod';
import type { VenueReply } from '../../local/index.ts';
import type { BookedOrder } from './ledger.ts';
import { ok, refuse, type Session } from './session.ts';
import { newOrder, orderModified, orderNamed } from './wire.ts';

export function place(session: Session, body: unknown): VenueReply {
  const order = newOrder.safeParse(body);
  if (!order.success) return refuse(2, 'order rejected');
  if (order.data.accountId !== session.options.accountId) return refuse(1, 'account not found');
  const taken = session.book.take(order.data);
  return taken.kind === 'booked' ? ok({ orderId: taken.booked.id }) : refuse(taken.code, taken.message, taken.id);
}

export function cancel({ options, book }: Session, body: unknown): VenueReply {
  const asked = orderNamed.safeParse(body);
  if (asked.data?.accountId !== options.accountId) return refuse(1, 'account not found');
  const { orderId } = asked.data;
  if (!book.orders.some(({ id }) => id === orderId)) return refuse(2, 'order not found');
  return book.cancel(orderId) ? ok({}) : refuse(3, 'the order does not work any more');
}

export function modify({ options, book }: Session, body: unknown): VenueReply {
  const asked = orderModified.safeParse(body);
  if (asked.data?.accountId !== options.accountId) return refuse(1, 'account not found');
  const { orderId, stopPrice } = asked.data;
  if (!book.orders.some(({ id }) => id === orderId)) return refuse(2, 'order not found');
  const refusal = book.modify(orderId, stopPrice);
  return refusal ? refuse(refusal.code, refusal.message) : ok({});
}

/** What `status` says of an order. */
export const STATUS = { working: 1, filled: 2, canceled: 3, rejected: 5 } as const satisfies Record<
  BookedOrder['state'],
  number
>;

const timeSpan = z.object({ startTimestamp: z.iso.datetime(), endTimestamp: z.iso.datetime().optional() });

function withinSpan({ book }: Session, body: unknown): readonly BookedOrder[] {
  const { startTimestamp, endTimestamp } = timeSpan.parse(body);
  const [from, to] = [Date.parse(startTimestamp), endTimestamp ? Date.parse(endTimestamp) : Number.POSITIVE_INFINITY];
  return book.orders.filter(({ takenAt }) => takenAt.getTime() >= from && takenAt.getTime() <= to);
}

export function searchOrders(session: Session, body: unknown): VenueReply {
  const found = withinSpan(session, body)
    .filter(isShown)
    .map((booked) => {
      const { filledAt, trades } = booked;
      const shown = booked.state !== 'filled' || booked.showsAfter <= 0;
      const fillVolume = trades.reduce((sum, { size }) => sum + size, 0);
      booked.showsAfter -= 1;
      return {
        ...shownOf(booked),
        updateTimestamp: filledAt.toISOString(),
        ...(shown
          ? { status: STATUS[booked.state], fillVolume, filledPrice: trades[0]?.price ?? null }
          : { status: 1, fillVolume: 0, filledPrice: null }),
      };
    });
  return ok({ orders: found });
}

/** Whether a search shows an order; each search brings one that is hidden nearer. */
function isShown(booked: BookedOrder): boolean {
  booked.hiddenFor -= 1;
  return booked.hiddenFor < 0;
}

/** What the venue shows of an order whatever became of it. */
function shownOf({ order, id, takenAt, stopPrice, parentId }: BookedOrder) {
  const { accountId, contractId, type, side, size, customTag } = order;
  return {
    ...{ id, accountId, contractId, symbolId: contractId, type, side, size, customTag: customTag ?? null },
    ...{ limitPrice: null, stopPrice, creationTimestamp: takenAt.toISOString(), parentOrderId: parentId },
  };
}

/** Orders that still work here, and those that somebody else has placed. */
export function searchOpen({ options, book, strangers }: Session): VenueReply {
  const at = new Date().toISOString();
  const state = { status: 1, fillVolume: 0, filledPrice: null, updateTimestamp: at };
  const working = book.orders
    .filter((one) => (one.state === 'working' && one.hiddenFor <= 0) || one.showsAfter > 0)
    .map(shownOf);
  const contractId = options.listings()[0]?.id ?? '';
  const foreign = strangers.map((id) => ({
    ...{ id, accountId: options.accountId, contractId, symbolId: contractId, type: 1, side: 0, size: 1 },
    ...{ customTag: null, limitPrice: null, stopPrice: null, creationTimestamp: at },
  }));
  return ok({ orders: [...working, ...foreign].map((order) => ({ ...order, ...state })) });
}

export function searchTrades(session: Session, body: unknown): VenueReply {
  const found = withinSpan(session, body)
    .filter(({ showsAfter }) => showsAfter < 0)
    .flatMap(({ order, id, filledAt, trades }) =>
      trades.map((trade) => ({
        ...trade,
        ...{ accountId: order.accountId, contractId: order.contractId, orderId: id, side: order.side },
        ...{ creationTimestamp: filledAt.toISOString(), profitAndLoss: null, voided: false },
      })),
    );
  return ok({ trades: found });
}
