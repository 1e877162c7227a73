export { type Judgement, judgeBest, rankVariants, type Scored } from './judgement.ts';
export { type Part, type TriedVariant, tried } from './search.ts';
export { type SearchAsked, searchVariants } from './search-variants.ts';
export { variantPlayer } from './threads/variant-player.ts';
export { type Trial, trialOf } from './trial.ts';
export { countVariants, neighboursOf, variantsOf } from './variants.ts';
export { type Cut, type Mode, modes, type Window, windowsOf } from './windows.ts';
