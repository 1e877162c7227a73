import { Decimal, ZERO } from '@atc/core/kernel/money';
import { type LocalExchangeOptions, lastOf, quoteOf, THIRD } from './options.ts';

export interface LocalOrder {
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly contract: string;
  readonly side: 'BUY' | 'SELL';
  readonly quantity: Decimal;
  readonly trades: LocalTrade[];
  status: 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';
  /** The price that it fills at. */
  price: Decimal;
  /** Of a stop: the price at or under which it sells. */
  readonly stopPrice: Decimal | null;
}

export interface LocalTrade {
  readonly id: number;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fee: Decimal;
  readonly feeCoin: string;
  readonly at: Date;
}

export interface NewOrder {
  readonly clientOrderId: string;
  readonly contract: string;
  readonly side: 'BUY' | 'SELL';
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly stopPrice: Decimal | null;
}

export interface ExchangeBook {
  /** Every order that was taken, oldest first. An id may come twice: it is free again once its order has ended. */
  readonly orders: LocalOrder[];
  take(order: NewOrder, filledShare: number): LocalOrder;
  fill(order: LocalOrder, quantity: Decimal): void;
  /** Fills every stop whose price was reached; a test says so when a price has moved, and every request does. */
  tick(): void;
  /** The last order of an id at a contract. */
  find(contract: string, clientOrderId: string): LocalOrder | null;
  total(coin: string): Decimal;
  coins(): readonly string[];
  /** The next order that is taken works here unfilled; a test lets it rest. */
  restNext(): void;
}

const FEE = new Decimal('0.001');
/** A fee that is paid in the exchange's own coin costs three quarters. */
const DISCOUNT = new Decimal('0.75');

/** The ledger of one account at an exchange that takes an id again once its order has ended, as Binance does. */
export function openBook(options: LocalExchangeOptions): ExchangeBook {
  const { cashUsd, feesIn = 'third', thirdCoins = 1000, now = () => new Date() } = options;
  const totals = new Map<string, Decimal>([
    [quoteOf(options), new Decimal(cashUsd)],
    [THIRD.coin, new Decimal(thirdCoins)],
  ]);
  const orders: LocalOrder[] = [];
  let [resting, trades] = [false, 0];
  const total = (coin: string) => totals.get(coin) ?? ZERO;
  const move = (coin: string, amount: Decimal) => totals.set(coin, total(coin).add(amount));
  const chargeOf = (usd: Decimal, got: Decimal, gotCoin: string) => {
    const fee = usd.mul(FEE).mul(DISCOUNT).div(THIRD.price).toDecimalPlaces(8);
    const inThird = feesIn === 'third' && total(THIRD.coin).gte(fee);
    return inThird ? { fee, feeCoin: THIRD.coin } : { fee: got.mul(FEE), feeCoin: gotCoin };
  };
  const fill: ExchangeBook['fill'] = (order, quantity) => {
    const { base, quote: coin } = coinsOf(order);
    const usd = quantity.mul(order.price);
    const buys = order.side === 'BUY';
    const [got, gotCoin] = buys ? [quantity, base] : [usd, coin];
    const [gave, gaveCoin] = buys ? [usd, coin] : [quantity, base];
    trades += 1;
    const { fee, feeCoin } = chargeOf(usd, got, gotCoin);
    move(gotCoin, got);
    move(gaveCoin, gave.neg());
    move(feeCoin, fee.neg());
    order.trades.push({ id: trades, price: order.price, quantity, fee, feeCoin, at: now() });
    order.status = filledOf(order).eq(order.quantity) ? 'FILLED' : 'PARTIALLY_FILLED';
  };
  return {
    orders,
    fill,
    take: (wanted, filledShare) => {
      const order: LocalOrder = { ...wanted, orderId: String(1000 + orders.length), trades: [], status: 'NEW' };
      orders.push(order);
      if (order.stopPrice) return order;
      const share = resting ? 0 : filledShare;
      resting = false;
      if (share > 0) fill(order, stepped(order.quantity.mul(share), stepOf(order.price)));
      return order;
    },
    tick: () => {
      for (const order of orders) {
        const last = order.stopPrice && order.status === 'NEW' ? lastOf(options, order.contract) : null;
        if (last === null || order.stopPrice?.lt(last)) continue;
        order.price = new Decimal(last);
        fill(order, order.quantity);
      }
    },
    find: (contract, id) =>
      orders.findLast((order) => order.contract === contract && order.clientOrderId === id) ?? null,
    total,
    coins: () => [...totals.keys()],
    restNext: () => {
      resting = true;
    },
  };
}

function coinsOf({ contract }: Pick<LocalOrder, 'contract'>) {
  const [base = '', quote = ''] = contract.split('_');
  return { base, quote };
}

/** How much of an order is filled. */
export function filledOf({ trades }: LocalOrder): Decimal {
  return trades.reduce((sum: Decimal, { quantity }) => sum.add(quantity), ZERO);
}

/** Steps of a quantity: the dearer a coin, the smaller they are. */
export function stepOf(price: Decimal): Decimal {
  const places = Math.min(8, Math.max(0, Math.ceil(Math.log10(price.toNumber())) + 4));
  return new Decimal(10).pow(-places);
}

export function stepped(quantity: Decimal, step: Decimal): Decimal {
  return quantity.div(step).toDecimalPlaces(0, Decimal.ROUND_DOWN).mul(step);
}

/** Steps of a price. */
export function tickOf(price: Decimal): Decimal {
  return new Decimal(10).pow(Math.max(-8, Math.floor(Math.log10(price.toNumber())) - 4));
}
