// What every figure of the laboratory rests on, named once. Returns are fractions a day, of equity at UTC midnight;
// means are arithmetic, deviations those of a sample (ddof 1), and nothing is earned without risk.

export { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';

/** These markets never close. */
export const DAYS_A_YEAR = 365;
/** Share of draws that an interval holds. */
export const LEVEL = 0.95;
/** Draws of a bootstrap. */
export const DRAWS = 2000;
/** Mean length of the blocks that are drawn, in days: of a series of daily returns, and of days with events. */
export const BLOCK_DAYS = 10;
export const EVENT_BLOCK_DAYS = 3;
/** How surely a test is to find what is there. */
export const POWER = 0.8;
/** Blocks that a series is cut into to ask whether choosing generalises. */
export const BLOCKS = 10;
/** How long after a finding the market is looked at, and how far apart two findings on one token must be, hours. */
export const HORIZONS_HOURS = [4, 24, 72] as const;
export const APART_HOURS = 4;
/** The mean result of a trade that is asked for: what its entry and exit cost, so an edge that pays its costs twice. */
export const EDGE_SOUGHT = 0.003;
