import { Decimal, ZERO } from '@atc/core/kernel/money';
import {
  type BookedOrder,
  type BookRules,
  contractOf,
  costAt,
  type Holding,
  isMarketable,
  lastOf,
  newOrderId,
  openLedger,
  quantityOf,
} from './ledger.ts';
import { formFault, levelFault, lockedBy, placeFault } from './refusals.ts';
import type { NewOrder } from './wire.ts';

type Taken =
  | { readonly kind: 'booked'; readonly booked: BookedOrder }
  | { readonly kind: 'refused'; readonly code: string };

export interface WebullBook {
  /** Accepted orders by our `client_order_id`, in the order of their coming. */
  readonly orders: ReadonlyMap<string, BookedOrder>;
  take(order: NewOrder): Taken;
  /** Takes back what is left of an order that works; false when none of that id does. */
  cancel(clientOrderId: string): boolean;
  /** Lets a stop that works sell at another price; the code of why it does not. */
  replace(clientOrderId: string, stopPrice: Decimal): string | null;
  /**
   * Fills every stop and limit whose price was reached; a test says so when a price has moved, and every request does.
   */
  tick(): void;
  /** A sale that waits for its price and is taken back locks what it was about until so many sales were refused. */
  freeLate(sales: number): void;
  /** The next order that is taken works here whatever its price, so much of it filled; a test lets it rest. */
  restNext(filledShare?: number): void;
  /** Fills what is left of an order that works. */
  complete(clientOrderId: string): void;
  /** What is held of a share by its symbol, of an option by its OCC symbol. */
  held(symbol: string): Decimal;
  holding(symbol: string): Holding | null;
  /** What no sale that waits for its price has locked. */
  free(symbol: string): Decimal;
  cash(): Decimal;
  /** Cash that no purchase which works will take. */
  buyingPower(): Decimal;
  symbols(): readonly string[];
}

/**
 * The ledger of one account: an id is one order for ever, what was bought is there to be sold unless a sale that waits
 * for its price has locked it, cash does not go below nothing. A stop works until its price is reached, and then sells
 * at the market; a limit is filled at the last price as soon as that is no worse.
 */
export function openBook(rules: BookRules): WebullBook {
  const orders = new Map<string, BookedOrder>();
  const ledger = openLedger(rules);
  const { held, cash } = ledger;
  const locked = (symbol: string) => lockedBy(orders.values(), symbol);
  const buyingPower = () => cash().sub(reservedBy(orders.values()));
  let restingShare: number | null = null;
  let late = 0;
  const enter = (order: NewOrder, quantity: Decimal, last: number): Taken => {
    const booked = ledger.enter(order, quantity, last);
    orders.set(order.client_order_id, booked);
    if (booked.stopPrice !== null) return { kind: 'booked', booked };
    booked.rests = restingShare !== null;
    ledger.fillShare(booked, restingShare ?? (isMarketable(order, last) ? 1 : 0));
    restingShare = null;
    return { kind: 'booked', booked };
  };
  const working = (id: string) => {
    const booked = orders.get(id);
    return booked?.state === 'working' ? booked : null;
  };
  return {
    ...{ orders, held, cash, buyingPower, holding: ledger.holding, symbols: ledger.symbols },
    free: (symbol) => held(symbol).sub(locked(symbol)),
    cancel: (id) => {
      const booked = working(id);
      if (booked) Object.assign(booked, { state: 'canceled', locksFor: late });
      return booked !== null;
    },
    replace: (id, stopPrice) => replaceStop(working(id), stopPrice, rules),
    tick: () => {
      for (const booked of orders.values()) if (isReached(booked, rules)) ledger.complete(booked);
    },
    freeLate: (sales) => {
      late = sales;
    },
    restNext: (filledShare = 0) => {
      restingShare = filledShare;
    },
    complete: (id) => {
      const booked = working(id);
      if (booked) ledger.complete(booked);
    },
    take: (order) => {
      if (orders.has(order.client_order_id)) return refused('TRADE_PLACE_ORDER_REPEAT');
      const contract = contractOf(order);
      const last = lastOf(order, rules);
      const fault = formFault(order);
      if (fault !== null || last === null) return refused(fault ?? 'INVALID_SYMBOL');
      const [price, quantity] = [new Decimal(last), quantityOf(order, last)];
      const account = { held: held(contract), locked: locked(contract), buyingPower: buyingPower() };
      const code = placeFault(order, { price, quantity, ...account });
      if (order.side === 'SELL') loosen(orders.values(), contract);
      return code === null ? enter(order, quantity, last) : refused(code);
    },
  };
}

function refused(code: string): Taken {
  return { kind: 'refused', code };
}

/** What purchases that work would take, with their fees. */
function reservedBy(orders: Iterable<BookedOrder>): Decimal {
  return [...orders]
    .filter(({ order, state }) => order.side === 'BUY' && state === 'working')
    .map(({ order, quantity, filled, price }) => costAt(order, quantity.sub(filled), price))
    .reduce((sum: Decimal, { usd, feeUsd }) => sum.add(usd).add(feeUsd), ZERO);
}

function loosen(orders: Iterable<BookedOrder>, contract: string): void {
  for (const booked of orders) if (booked.contract === contract && booked.locksFor > 0) booked.locksFor -= 1;
}

function replaceStop(booked: BookedOrder | null, stopPrice: Decimal, { priceOf }: BookRules): string | null {
  if (!booked?.stopPrice) return 'ORDER_STATUS_NOT_MODIFIABLE';
  const fault = levelFault(stopPrice, new Decimal(priceOf(booked.contract) ?? 0));
  if (fault) return fault;
  booked.stopPrice = stopPrice;
  booked.orderId = newOrderId();
  return null;
}

function isReached({ state, rests, stopPrice, order }: BookedOrder, rules: BookRules): boolean {
  if (state !== 'working' || rests) return false;
  const last = lastOf(order, rules);
  if (stopPrice === null) return isMarketable(order, last);
  return last !== null && stopPrice.gte(last);
}
