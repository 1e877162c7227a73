import type { Measured } from './case.ts';

/** What a gate asks for, and the sentence of a case that does not have it; null: it passes. */
export interface PromotionGate {
  readonly name: string;
  readonly refusal: (of: Measured) => string | null;
}
