import type { ScoutTopic } from '../votes/rules/scout.ts';
import { bps, clockTime, pct, price, ratio, usd } from './figure.ts';
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
      ({ market }) => `Estimated round trip ${bps(market.roundTripBps)}: spread, impact and fees for this size.`,
      ({ plan, market }) =>
        `Spread, impact and fees come to ${bps(market.roundTripBps)} in and out, ${ratio(plan.costR)} R of the plan.`,
    ],
    cheap: [
      ({ market }) => `Round trip estimated at ${bps(market.roundTripBps)}, the low end of what this venue charges.`,
      ({ market }) => `Spread is tight: ${bps(market.roundTripBps)} in and out.`,
    ],
    thin_market: [
      ({ market }) =>
        `The order equals ${pct(market.volumeShare)} of the hour's volume of ` +
        `${usd(market.volume1hUsd)}; it will move the price.`,
      ({ market }) =>
        `Depth is thin: ${usd(market.volume1hUsd)} in the last hour, our share ${pct(market.volumeShare)}.`,
    ],
    quiet_market: [
      ({ market }) =>
        `Volume in the last hour was ${usd(market.volume1hUsd)}, ${ratio(market.hourVolumeRatio)} of the usual hour.`,
      ({ market }) => `The book is quiet: ${ratio(market.hourVolumeRatio)} times the usual hourly volume.`,
    ],
    busy_market: [
      ({ market }) => `Volume runs at ${ratio(market.hourVolumeRatio)} times the usual hour, fills should be quick.`,
      ({ market }) =>
        `${usd(market.volume1hUsd)} traded in the hour, ${ratio(market.hourVolumeRatio)} times the usual.`,
    ],
    drift: [
      ({ market }) => `Drift ${pct(market.driftPct)} since the plan, ${pct(market.sinceSignalPct)} since the signal.`,
      ({ plan, market }) =>
        `The price has moved ${pct(market.driftPct)} from the planned ${price(plan.entryPrice)} and ` +
        `${pct(market.sinceSignalPct)} from the signal.`,
    ],
    extended: [
      ({ market }) => `Price is ${pct(market.sinceSignalPct)} above the signal, the addition fills at the top of that.`,
      ({ plan, market }) => `${plan.symbol} prints ${pct(market.sinceSignalPct)} over the price of its signal.`,
    ],
    poor_fills: [
      ({ plan, market }) =>
        `Our last ${market.fills?.count ?? 0} fills in ${plan.symbol} slipped ` +
        `${bps(market.fills?.slippageBps ?? null)} on average.`,
      ({ market }) =>
        `Fill quality so far: ${bps(market.fills?.slippageBps ?? null)} of slippage over ` +
        `${market.fills?.count ?? 0} fills.`,
    ],
    good_fills: [
      ({ plan, market }) =>
        `Our last ${market.fills?.count ?? 0} fills in ${plan.symbol} slipped only ` +
        `${bps(market.fills?.slippageBps ?? null)}.`,
      ({ market }) =>
        `Fills are clean here: ${bps(market.fills?.slippageBps ?? null)} over ${market.fills?.count ?? 0} of them.`,
    ],
    exit_costs: [
      ({ position }) =>
        `The stop is ${pct(position?.toStopPct ?? null)} away, selling now costs ` +
        `${pct(position?.exitCostShare ?? null)} of what it saves.`,
      ({ position }) =>
        `Costs of the sale equal ${pct(position?.exitCostShare ?? null)} of the ${pct(position?.toStopPct ?? null)} ` +
        'left to the stop.',
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
