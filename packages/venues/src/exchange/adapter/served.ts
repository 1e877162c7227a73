import { StartError } from '@atc/core/kernel/errors';

/** How an exchange is asked for an order by our own id after an answer was lost. */
export interface Served {
  /** How long an order must be absent, asked at least twice, before its absence is final (machine milliseconds). */
  readonly settlingMs: number;
  /** Letters and length that an id of ours may have. */
  readonly id: RegExp;
  readonly hasSandbox: boolean;
  /** Its keys have a third part. */
  readonly needsPassphrase: boolean;
  /** Requests that are surely allowed, milliseconds apart. */
  readonly apartMs: number;
  /** Where it stands that an id is one order and can be asked for. */
  readonly source: string;
  /** The coin that it may take its fees in besides those that are traded; null where there is none. */
  readonly feeCoin: string | null;
  /** How it says that it has an order of this id: asked for it, it may not show it yet. */
  readonly duplicate: RegExp;
  /**
   * The order of its own that sells at the market once a price is reached, under an id of ours that it can be asked
   * for; null where there is none.
   */
  readonly stopOrder: string | null;
  /** It was never tried at the venue: play money and paper only. */
  readonly unproven: boolean;
}

const CALL = 'ccxt 4.5.84, js/src';
/** An order may show so long after it was taken. No exchange writes it down, so that it is chosen, and long. */
const SETTLING_MS = 15_000;

/**
 * Exchanges that can be asked, by one call and by our own id. None was tried at the venue yet, nor what letters an id
 * may have, so that all are unproven.
 */
const SERVED: Readonly<Record<string, Served>> = {
  binance: {
    ...{ settlingMs: SETTLING_MS, id: /^[\w.:/-]{1,36}$/, apartMs: 50 },
    ...{ hasSandbox: true, needsPassphrase: false, unproven: true },
    ...{ feeCoin: 'BNB', duplicate: /Duplicate order sent/, stopOrder: 'STOP_LOSS' },
    source: `${CALL}/binance.js 7177, 7690: newClientOrderId, GET /api/v3/order?origClientOrderId`,
  },
  okx: {
    ...{ settlingMs: SETTLING_MS, id: /^[A-Za-z0-9]{1,32}$/, apartMs: 110 },
    ...{ hasSandbox: true, needsPassphrase: true, unproven: true },
    // What ccxt sends for a stop would trade on margin (okx.js 3482).
    ...{ feeCoin: null, duplicate: /"51016"/, stopOrder: null },
    source: `${CALL}/okx.js 3514, 4442: clOrdId, GET /api/v5/trade/order?clOrdId`,
  },
  bitget: {
    ...{ settlingMs: SETTLING_MS, id: /^[\w-]{1,40}$/, apartMs: 100 },
    ...{ hasSandbox: true, needsPassphrase: true, unproven: true },
    // A stop is another kind of order there, which cannot be asked for by our id.
    ...{ feeCoin: 'BGB', duplicate: /duplicate/i, stopOrder: null },
    source: `${CALL}/bitget.js 7021: clientOid, GET /api/v2/spot/trade/orderInfo?clientOid`,
  },
};

/** Why an exchange is not served. */
const REFUSED: Readonly<Record<string, string>> = {
  coinbase: 'it cannot be asked for an order by our own id, so that an order whose answer is lost could be sent twice',
  gate: 'an id may have 28 characters there, and ours has 32',
  kucoin:
    'ccxt asks it for the mode of an account before an order, and takes an order that is not there for an empty one',
  bybit: 'ccxt asks it for an order by our id under a wrong name, and takes the first order that comes',
  kraken: 'ccxt asks it for an order by our id in its lists only, and an empty list proves no absence',
};

/** How an exchange is asked. Throws a `StartError` that says why it is not served. */
export function demandServed(id: string): Served {
  const served = SERVED[id];
  if (served) return served;
  const known = Object.keys(SERVED).join(', ');
  const why = REFUSED[id] ?? 'it is not known whether it can be asked for an order by our own id';
  throw new StartError('exchange', `EXCHANGE=${id} is not traded on: ${why}. Those that are: ${known}`);
}

/** Why real money is not traded on an exchange; null when it may be. */
export function moneyFault(id: string, { sandbox }: { readonly sandbox: boolean }): string | null {
  return demandServed(id).unproven && !sandbox
    ? `${id} was never asked for an order by our own id at the venue: EXCHANGE_SANDBOX=on, or paper, until it was`
    : null;
}
