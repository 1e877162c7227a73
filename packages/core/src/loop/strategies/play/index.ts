export { type Definition, type Playable, readDefinition, sellsItself } from './definition.ts';
export { type FoundPlan, foundPlan, planOfSignal } from './found-plan.ts';
export { holdLooks, type NextLook, setLooks, wakeLooks } from './look-store.ts';
export { type Kept, keptAmong, readKept } from './read-kept.ts';
export {
  type FoundPosition,
  foundNow,
  listIntervals,
  listPlayed,
  listTakenKeys,
  noteJudged,
  type Played,
} from './store.ts';
