import { ablate } from './ablate.ts';
import { backtest } from './backtest.ts';
import type { Command } from './command.ts';

/** What the lab can be asked for. */
export const commands: Readonly<Record<string, Command>> = { backtest, ablate };
