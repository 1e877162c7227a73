import type { WorldWish } from '@atc/lab/world';
import type { Options } from './options.ts';

/** What a command of the lab is given. */
export interface LabContext {
  readonly wish: WorldWish;
  readonly options: Options;
  /** Where reports are written. */
  readonly folder: string;
  /** Prints a line of the result. */
  readonly say: (line: string) => void;
  /** Where progress is shown; null: nobody watches. */
  readonly terminal: { write(text: string): unknown } | null;
}

/** A command of the lab; false: a check refused what was played. Throws a `StartError` for what cannot be played. */
export type Command = (ctx: LabContext) => Promise<boolean>;
