import type { Deaths } from '@atc/venues/house';
import { demandHouse } from './demand-house.ts';
import { PAPER } from './plan.ts';

const paper: Deaths = { place: 'INSERT paper_orders', ask: 'SELECT paper_orders' };

/**
 * The deaths of an order's life that `placeOrder` numbers, by what happens there on a venue: a process dies at each of
 * them. A venue is asked about an order that it has and the desk has not booked, so the one before died just then.
 */
export function numberedDeaths(venue: string): readonly (readonly string[])[] {
  const { place, ask, before = [], stops = [] } = venue === PAPER ? paper : demandHouse(venue).deaths;
  return [
    ['before INSERT ops_orders'],
    ['after INSERT ops_orders'],
    ...[...before, ...stops].flatMap((call) => [[`before ${call}`], [`after ${call}`]]),
    [`before ${place}`],
    [`after ${place}`],
    [`after ${place}`, `before ${ask}`],
    [`after ${place}`, `after ${ask}`],
    ['before INSERT ops_fills'],
    ['after INSERT ops_fills'],
  ];
}
