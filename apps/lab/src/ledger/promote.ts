import { inTransaction } from '@atc/core/kernel/db';
import { sayCount, sayPct } from '@atc/core/kernel/figures';
import { promoteStrategy, retireStrategy } from '@atc/core/loop/strategies';
import { pauseStrategy, resumeStrategy } from '@atc/core/loop/strategies/choices';
import { listTrials, recordTrials, strategyOf, type Trial } from '@atc/core/loop/trials';
import { totalReturn } from '@atc/lab/measure';
import { judgePromotion, mayLookAtHoldout } from '@atc/lab/promotion';
import { readDefinition, readLedger } from '@atc/lab/trials';
import type { Command, LabContext } from '../command.ts';
import { demandTrial } from './demand-trial.ts';
import { lookAtHoldout } from './look-at-holdout.ts';
import { type OpenedCompany, withCompany } from './open-company.ts';

/**
 * Promotes the strategy of a run, where the judge lets it: the whole ledger of the folder goes into that of the company
 * first, and the run is judged by all that this has of its family.
 */
export const promote: Command = (ctx) => withCompany(ctx.say, (company) => promoteIn(company, ctx));

/** Promotes the strategy of a run in an opened company. */
export async function promoteIn(company: OpenedCompany, ctx: LabContext): Promise<boolean> {
  const { folder, options, say } = ctx;
  const added = await recordTrials(company, (await readLedger(folder)).trials);
  if (added > 0) say(`${sayCount(added, 'trial')} written into the company’s ledger`);
  const trial = demandTrial(await listTrials(company.db), options.names);
  const ledger = await lookedAt(company, ctx, trial);
  const judgement = judgePromotion({ trial, ledger });
  const definition = judgement.passed ? await definitionOf(folder, trial) : null;
  const answer = await promoteStrategy(company, { trial, judgement, definition });
  if (answer.outcome === 'probation') say(`On probation. ${answer.said}`);
  else for (const line of ['Not promoted:', ...answer.refusals.map((refusal) => `  ${refusal}`)]) say(line);
  return answer.outcome === 'probation';
}

/** The company's ledger, with the one look at the holdout where the run has passed everything else. */
async function lookedAt(company: OpenedCompany, ctx: LabContext, trial: Trial): Promise<readonly Trial[]> {
  const ledger = await listTrials(company.db);
  if (!mayLookAtHoldout({ trial, ledger })) return ledger;
  const [look] = await lookAtHoldout(ctx, trial);
  if (!look) return ledger;
  await recordTrials(company, [look]);
  const days = sayCount(look.returns.length, 'day');
  ctx.say(`Looked at the holdout, ${days} from ${look.from.slice(0, 10)}: ${sayPct(totalReturn(look.returns))}`);
  return listTrials(company.db);
}

/** What a strategy is and the values that were chosen; null of what is no data, such as the desk itself. */
async function definitionOf(folder: string, trial: Trial): Promise<unknown> {
  if (strategyOf(trial) === '') return null;
  return { strategy: await readDefinition(folder, trial), values: trial.values };
}

/** Holds a promoted strategy back. */
export const pause: Command = ({ options, say }) =>
  withCompany(say, async (company) => {
    const word = { name: options.names[0] ?? '', by: 'operator', reason: 'an operator holds it back' };
    const isPaused = await inTransaction(company.db, (tx) => pauseStrategy(company, tx, word));
    say(isPaused ? `${word.name} buys nothing until it is resumed` : `no strategy ${word.name} is promoted`);
    return isPaused;
  });

/** Lets a strategy that is held back go on, on probation. */
export const resume: Command = ({ options, say }) =>
  withCompany(say, async (company) => {
    const word = { name: options.names[0] ?? '', by: 'operator', reason: 'an operator lets it go on' };
    const goesOn = await resumeStrategy(company, word);
    say(goesOn ? `${word.name} is on probation again` : `no strategy ${word.name} is held back, or it was replaced`);
    return goesOn;
  });

/** Gives a promoted strategy up. */
export const retire: Command = ({ options, say }) =>
  withCompany(say, async (company) => {
    const [name = ''] = options.names;
    const isRetired = await retireStrategy(company, { name, by: 'operator', reason: 'an operator gave it up' });
    say(isRetired ? `${name} is given up: what it holds is sold by its rules` : `no strategy ${name} is promoted`);
    return isRetired;
  });
