import type { ChaosPlace } from './plan.ts';

interface Calls {
  /** What brings an order to the venue. */
  readonly place: string;
  /** What asks about one. */
  readonly ask: string;
  /** What takes a stop back that rests there, and what moves it; absent where none rests. */
  readonly stops?: readonly string[];
}

const calls: Readonly<Record<ChaosPlace['venue'], Calls>> = {
  paper: { place: 'INSERT paper_orders', ask: 'SELECT paper_orders' },
  webull: {
    place: 'POST /openapi/trade/order/place',
    ask: 'GET /openapi/trade/order/detail',
    stops: ['POST /openapi/trade/order/cancel', 'POST /openapi/trade/order/replace'],
  },
  topstepx: {
    place: 'POST /api/Order/place',
    ask: 'POST /api/Order/search',
    stops: ['POST /api/Order/cancel', 'POST /api/Order/modify'],
  },
  jupiter: { place: 'POST /node/a sendTransaction', ask: 'POST /node/a getSignatureStatuses' },
};

/**
 * The deaths of an order's life that `placeOrder` numbers, by what happens there on a venue: a process dies at each of
 * them. A venue is asked about an order that it has and the desk has not booked, so the one before died just then.
 */
export function numberedDeaths(venue: ChaosPlace['venue']): readonly (readonly string[])[] {
  const { place, ask, stops = [] } = calls[venue];
  const signed = venue === 'jupiter' ? [['before INSERT ops_order_attempts'], ['after INSERT ops_order_attempts']] : [];
  return [
    ['before INSERT ops_orders'],
    ['after INSERT ops_orders'],
    ...signed,
    ...stops.flatMap((call) => [[`before ${call}`], [`after ${call}`]]),
    [`before ${place}`],
    [`after ${place}`],
    [`after ${place}`, `before ${ask}`],
    [`after ${place}`, `after ${ask}`],
    ['before INSERT ops_fills'],
    ['after INSERT ops_fills'],
  ];
}
