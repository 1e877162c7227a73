export { rankVariants, type Scored } from './ranking.ts';
export { type Part, type TriedVariant, tried } from './search.ts';
export { type SearchAsked, searchVariants } from './search-variants.ts';
export { variantPlayer } from './threads/variant-player.ts';
export { countVariants, neighboursOf, variantsOf } from './variants.ts';
export { latestChoice, planWalk, type Walk, type Walked, type WalkPlan, walksOf } from './walk.ts';
export { type Cut, type Mode, modes, type Window, windowsOf } from './windows.ts';
