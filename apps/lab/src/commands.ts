import type { Command } from './command.ts';
import { ablate } from './play/ablate.ts';
import { backtest } from './play/backtest.ts';
import { check } from './play/check.ts';
import { compare } from './search/compare.ts';
import { optimise } from './search/optimise.ts';
import { walkForward } from './search/walk-forward.ts';

/** What the lab can be asked for. */
export const commands: Readonly<Record<string, Command>> = {
  ...{ backtest, ablate, check, compare, optimise },
  'walk-forward': walkForward,
};
