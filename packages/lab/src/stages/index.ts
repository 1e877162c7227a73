export { type Stage, stageOf, tradedPrices } from './stage.ts';
