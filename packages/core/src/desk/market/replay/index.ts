export { openReplayMarket, type ReplayOptions } from './replay-market.ts';
