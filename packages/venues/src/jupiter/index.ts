export { type LocalJupiter, type LocalJupiterOptions, openLocalJupiter } from './local-jupiter.ts';
export { CASH_DECIMALS } from './pools.ts';
