import { StartError } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import { promoteStrategy, retireStrategy } from '@atc/core/loop/strategies';
import { listTrials, recordTrials, type Trial } from '@atc/core/loop/strategies/trials';
import { judgePromotion } from '@atc/lab/promotion';
import { readLedger } from '@atc/lab/trials';
import type { Command } from '../command.ts';
import { findStrategy } from '../strategies/find-strategy.ts';
import { demandTrial } from './demand-trial.ts';
import { type OpenedCompany, withCompany } from './open-company.ts';

/** The company's own rules, which are code. */
const DESK = 'desk';

/**
 * Promotes the strategy of a run, where the judge lets it: the whole ledger of the folder goes into that of the company
 * first, and the run is judged by all that this has of its family.
 */
export const promote: Command = (ctx) => withCompany(ctx.say, (company) => promoteIn(company, ctx));

/** Promotes the strategy of a run in an opened company. */
export async function promoteIn(
  company: OpenedCompany,
  { folder, options, say }: Pick<Parameters<Command>[0], 'folder' | 'options' | 'say'>,
): Promise<boolean> {
  const added = await recordTrials(company, (await readLedger(folder)).trials);
  if (added > 0) say(`${sayCount(added, 'trial')} written into the company’s ledger`);
  const ledger = await listTrials(company.db);
  const trial = demandTrial(ledger, options.names);
  const judgement = judgePromotion({ trial, ledger });
  const definition = await definitionOf(trial);
  const answer = await promoteStrategy(company, { trial, judgement, definition });
  if (answer.outcome === 'probation') say(`On probation. ${answer.said}`);
  else for (const line of ['Not promoted:', ...answer.refusals.map((refusal) => `  ${refusal}`)]) say(line);
  return answer.outcome === 'probation';
}

/** What a strategy is and the values that were tried; null of what is no data, such as the desk itself. */
async function definitionOf({ strategy, version, values }: Trial): Promise<unknown> {
  if (strategy === DESK) return null;
  const { strategy: data } = await findStrategy(strategy);
  if (data.version === version) return { strategy: data, values };
  throw new StartError('other_version', `${strategy} is at version ${data.version}, the run was of ${version}`);
}

/** Gives a promoted strategy up. */
export const retire: Command = ({ options, say }) =>
  withCompany(say, async (company) => {
    const [name = ''] = options.names;
    const isRetired = await retireStrategy(company, { name, by: 'operator', reason: 'an operator gave it up' });
    say(isRetired ? `${name} is given up: what it holds is sold by its rules` : `no strategy ${name} is promoted`);
    return isRetired;
  });
