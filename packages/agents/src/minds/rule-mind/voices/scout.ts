import type { ScoutTopic } from '../votes/scout.ts';
import { bps, clockTime, pct, price, usd } from './figure.ts';
import type { Voice } from './voice.ts';

/** Exact prices and timestamps; facts, no opinions. */
export const scoutVoice: Voice<ScoutTopic> = {
  opening: {
    adding: [
      ({ plan, market }) =>
        `${plan.symbol} last ${price(market.lastPrice)} at ${clockTime(market.lastPriceAt)}, plan ` +
        `entry ${price(plan.entryPrice)}, stop ${price(plan.stopLoss)}, target ${price(plan.target)}.`,
      ({ plan, market }) =>
        `${clockTime(market.lastPriceAt)}: ${plan.symbol} prints ${price(market.lastPrice)}, order ` +
        `would be ${usd(plan.sizeUsd)} against ${usd(market.volume1hUsd)} traded in the hour.`,
      ({ plan, market }) =>
        `Price check ${plan.symbol}, ${clockTime(market.lastPriceAt)}: ${price(market.lastPrice)}, ` +
        `entry ${price(plan.entryPrice)}.`,
    ],
    leaving: [
      ({ plan, market, position }) =>
        `${plan.symbol} last ${price(market.lastPrice)} at ${clockTime(market.lastPriceAt)}, entered ` +
        `at ${price(position?.entryPrice ?? null)}.`,
      ({ plan, market }) =>
        `${clockTime(market.lastPriceAt)}: ${plan.symbol} trades at ${price(market.lastPrice)}, exit path is clear.`,
    ],
  },
  clear: { adding: 'clear', leaving: 'exit_path' },
  topics: {
    no_data: [
      () => 'No volume data, so no slippage estimate.',
      () => 'Liquidity cannot be measured from the bars on record.',
    ],
    costs: [
      ({ market }) =>
        `Estimated round trip ${bps(market.roundTripBps)}, which is ${pct(market.costShare)} of the ` +
        'distance to target.',
      ({ market }) =>
        `Spread, impact and fees come to ${bps(market.roundTripBps)} in and out, ` +
        `${pct(market.costShare)} of the planned gain.`,
    ],
    thin_market: [
      ({ market }) =>
        `The order equals ${pct(market.volumeShare)} of the hour's volume of ` +
        `${usd(market.volume1hUsd)}; it will move the price.`,
      ({ market }) =>
        `Depth is thin: ${usd(market.volume1hUsd)} in the last hour, our share ${pct(market.volumeShare)}.`,
    ],
    drift: [
      ({ plan, market }) => `The price has moved ${pct(market.driftPct)} from the planned ${price(plan.entryPrice)}.`,
      ({ market }) => `Drift since the plan: ${pct(market.driftPct)}.`,
    ],
    clear: [
      ({ market }) =>
        `Estimated round trip ${bps(market.roundTripBps)}, drift ${pct(market.driftPct)}, share of ` +
        `hourly volume ${pct(market.volumeShare)}.`,
      ({ market }) => `Watching for slippage: ${bps(market.roundTripBps)} in and out at current volume.`,
      ({ market }) =>
        `Volume ${usd(market.volume1hUsd)} in the hour carries this size at about ` +
        `${bps(market.roundTripBps)} round trip.`,
    ],
    exit_path: [
      ({ market }) => `Estimated cost out and back is ${bps(market.roundTripBps)}.`,
      ({ market }) => `Volume in the last hour was ${usd(market.volume1hUsd)}.`,
    ],
  },
  closing: {
    approve: [() => 'Executable: approve.', () => 'Fill quality is acceptable, approve.', () => 'Ready to execute.'],
    reject: [
      () => 'Not executable at that price: reject.',
      () => 'Fill quality is out of bounds, reject.',
      () => 'Standing down on execution grounds.',
    ],
    abstain: [() => 'Abstain.', () => 'No vote without data.'],
  },
};
