export { lineOf } from './line.ts';
export { type Feed, startFeed } from './start-feed.ts';
