import { sayCount, sayRatio } from '@atc/core/kernel/figures';
import { nameOf } from '@atc/core/loop/strategies';
import type { Trial } from '@atc/core/loop/trials';
import { DAYS_A_YEAR } from '@atc/lab/measure';
import { readLedger, triesOf } from '@atc/lab/trials';
import type { Command } from '../command.ts';

const LATEST = 20;

/** Says what was tried: each family with how many variants, and its latest runs. */
export const trials: Command = async ({ folder, options, say }) => {
  const { trials: all, head } = await readLedger(folder);
  const wanted = all.filter(({ family }) => options.family === undefined || family === options.family);
  for (const [family, ofFamily] of Map.groupBy(wanted, (one) => one.family)) {
    say(`${family}: ${sayCount(triesOf(ofFamily), 'variant')} looked at in ${sayCount(ofFamily.length, 'run')}`);
    for (const one of ofFamily.slice(-LATEST)) say(`  ${lineOf(one)}`);
  }
  say(`${sayCount(wanted.length, 'trial')}, each line of the ledger follows from the one before`);
  if (all.length > 0) say(`Head ${head}`);
  return true;
};

/** A trial in one line. */
export function lineOf({ runId, strategy, version, values, split, from, to, results, sharpe }: Trial): string {
  const told = Object.entries(values).map(([name, value]) => `${name} ${value}`);
  const what = [nameOf({ name: strategy, version }), ...told].join(' ');
  const year = sayRatio(sharpe * Math.sqrt(DAYS_A_YEAR));
  const span = `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  return `${runId}  ${what}, ${split}, ${span}: Sharpe ${year} a year, ${sayCount(results.length, 'trade')}`;
}
