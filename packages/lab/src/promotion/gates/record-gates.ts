import { sayCount, sayShare } from '@atc/core/kernel/figures';
import { certainShare } from '../certain-growth.ts';
import type { PromotionGate } from '../gate.ts';

const LEAST = { days: 120, windows: 3, trades: 40, daysInMarket: 182, costs: 1.5, certain: 0.9 };

/** Refuse a record that is too short, does not pay its costs, or is no better than what it would replace. */
export const recordGates: readonly PromotionGate[] = [
  {
    name: 'days',
    refusal: ({ trial }) =>
      trial.returns.length >= LEAST.days
        ? null
        : `its tests cover ${sayCount(trial.returns.length, 'day')}, at least ${LEAST.days}`,
  },
  {
    name: 'windows',
    refusal: ({ trial }) => {
      const windows = trial.evidence?.windows.length ?? 0;
      return windows >= LEAST.windows
        ? null
        : `${sayCount(windows, 'window')} walked forward, at least ${LEAST.windows}`;
    },
  },
  {
    name: 'trades',
    refusal: ({ trial }) => {
      const [trades, held] = [trial.results.length, trial.evidence?.daysInMarket ?? 0];
      if (trades >= LEAST.trades || held >= LEAST.daysInMarket) return null;
      const found = `${sayCount(trades, 'trade')} and ${sayCount(held, 'day')} in the market`;
      return `${found}, at least ${LEAST.trades} or ${LEAST.daysInMarket}`;
    },
  },
  {
    name: 'costs',
    refusal: ({ trial }) =>
      trial.costs >= LEAST.costs ? null : `it was played at ${trial.costs} times the costs, at least ${LEAST.costs}`,
  },
  {
    name: 'pays',
    refusal: ({ meanDay }) =>
      meanDay.low > 0 ? null : `the lower 95 % bound of its mean day is ${sayShare(meanDay.low, 3)}, above 0 asked for`,
  },
  ...(['hold', 'cash', 'placebo'] as const).map(
    (name): PromotionGate => ({
      name: `beats_${name}`,
      refusal: ({ trial, draws }) => {
        const other = name === 'cash' ? trial.returns.map(() => 0) : (trial.evidence?.[name] ?? []);
        if (other.length !== trial.returns.length) return `what ${name} did on the same days is not known`;
        const share = certainShare({ series: trial.returns, reference: other }, { seed: trial.runId, draws });
        return share >= LEAST.certain
          ? null
          : `its certain growth beats that of ${name} in ${sayShare(share, 0)} of draws, at least ` +
              sayShare(LEAST.certain, 0);
      },
    }),
  ),
];
