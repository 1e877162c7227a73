export { openReplayMarket, type ReplayOptions, readFolder } from './replay-market.ts';
