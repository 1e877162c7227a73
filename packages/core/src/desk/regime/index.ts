export { readRegime } from './read-regime.ts';
export type { Regime, RegimeName } from './regime.ts';
export { regimeOf, type TokenHours } from './regime-of.ts';
export { sayRegime } from './say-regime.ts';
