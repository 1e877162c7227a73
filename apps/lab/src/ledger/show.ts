import { judgePromotion } from '@atc/lab/promotion';
import { readLedger } from '@atc/lab/trials';
import type { Command } from '../command.ts';
import { demandTrial } from './demand-trial.ts';
import { lineOf } from './trials.ts';

/** Says what a run came to, how it stands in its family, and what keeps it from being promoted. */
export const show: Command = async ({ folder, options, say }) => {
  const { trials } = await readLedger(folder);
  const trial = demandTrial(trials, options.names);
  const { said, refusals, figures } = judgePromotion({ trial, ledger: trials });
  say(lineOf(trial));
  say(said);
  for (const [name, value] of Object.entries(figures)) if (value !== null) say(`  ${name.padEnd(12)} ${value}`);
  say(refusals.length === 0 ? 'It may be promoted.' : 'It may not be promoted:');
  for (const refusal of refusals) say(`  ${refusal}`);
  return true;
};
