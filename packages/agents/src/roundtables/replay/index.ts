export { type ReplayedTurn, replayTalk } from './replay-talk.ts';
