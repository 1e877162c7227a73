import { z } from 'zod';
import { type Prepared, prepareStrategy, type Values } from '../../../desk/strategies/index.ts';
import type { StrategyKey } from '../strategy.ts';

/** A strategy that can be played: its texts read, its parameters filled in. */
export interface Playable extends StrategyKey {
  readonly prepared: Prepared;
  readonly values: Values;
}

/** What was made of a stored definition: neither, where it is played by its name as the desk itself is. */
export type Definition =
  | { readonly playable: Playable; readonly fault: null }
  | { readonly playable: null; readonly fault: string | null };

const stored = z.object({ strategy: z.unknown(), values: z.record(z.string(), z.number()) });

/** Reads what is stored of a strategy, or says why this program cannot. */
export function readDefinition({ name, version }: StrategyKey, definition: unknown): Definition {
  if (definition === null) return { playable: null, fault: null };
  const read = stored.safeParse(definition);
  if (!read.success) return faulty('it is not stored as a strategy with its values');
  const { prepared, faults } = prepareStrategy(read.data.strategy);
  if (!prepared) return faulty(faults.join('; '));
  const { strategy } = prepared;
  if (strategy.name !== name || strategy.version !== version)
    return faulty(`what is stored is ${strategy.name}@${strategy.version}`);
  const { values } = read.data;
  const missing = Object.keys(strategy.parameters).filter((parameter) => values[parameter] === undefined);
  if (missing.length > 0) return faulty(`no value is stored of ${missing.join(', ')}`);
  return { playable: { name, version, prepared, values }, fault: null };
}

const faulty = (fault: string): Definition => ({ playable: null, fault });

/** Whether a strategy says itself when what it bought is sold, besides its first stop. */
export function sellsItself({ exit, trailing, target, hours }: Prepared): boolean {
  return exit.of.length > 0 || trailing !== null || target !== null || hours !== null;
}
