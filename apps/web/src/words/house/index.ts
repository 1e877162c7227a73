import { operationsWords } from './en-operations.ts';
import { paletteWords } from './en-palette.ts';
import { positionWords } from './en-position.ts';
import { settingsWords } from './en-settings.ts';
import { signalsWords } from './en-signals.ts';

/** Words of what the house does, and of what is done by hand. */
export const houseWords = {
  ...operationsWords,
  ...positionWords,
  ...settingsWords,
  ...paletteWords,
  ...signalsWords,
} as const;
