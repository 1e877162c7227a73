import type { LabContext } from '../command.ts';

/** The seeds that a command plays, the first being the company's own. */
export function seedsOf({ seed }: LabContext['wish'], { seeds }: LabContext['options']): readonly string[] {
  return Array.from({ length: seeds }, (_, i) => (i === 0 ? seed : `${seed}.${i + 1}`));
}
