export { type Checked, checkContender } from './check-contender.ts';
export { ledgerFiguresOf } from './ledger-figures.ts';
export { decisionsOf, playOf } from './play.ts';
export { pricesOf } from './prices.ts';
export { entriesFound, strategyDecisions, strategyPlay } from './strategy-play.ts';
