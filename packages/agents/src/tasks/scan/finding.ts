import type { scanCandles } from '@atc/core/loop/signals';

/** Something the scanner saw in a token's candles. */
export type Finding = ReturnType<typeof scanCandles>[number];

/** Shapes that the scanner knows. */
export type Pattern = Finding['pattern'];
