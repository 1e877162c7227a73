import type { Command } from './command.ts';
import { ablate } from './play/ablate.ts';
import { backtest } from './play/backtest.ts';
import { check } from './play/check.ts';

/** What the lab can be asked for. */
export const commands: Readonly<Record<string, Command>> = { backtest, ablate, check };
