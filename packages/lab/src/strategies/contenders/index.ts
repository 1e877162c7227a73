export { type Arena, CAPITAL_USD, openArena, playOnce, type Span } from './arena.ts';
export type { Contender } from './contender.ts';
export { dataContender, delayed, typedContender } from './contenders.ts';
export { type Fitness, fitnessOf } from './fitness.ts';
