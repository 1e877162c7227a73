export { openReplayMarket, precisionOf, type ReplayOptions } from './replay-market.ts';
