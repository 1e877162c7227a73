import { StartError } from '@atc/core/kernel/errors';
import type { Trial } from '@atc/core/loop/trials';

/** The trial whose run id begins as told. Throws a `StartError` where there is none, or more than one. */
export function demandTrial(trials: readonly Trial[], names: readonly string[]): Trial {
  const [told] = names;
  if (told === undefined) throw new StartError('no_run', 'which run? npm run lab -- trials lists them');
  const found = trials.filter(({ runId }) => runId.startsWith(told));
  const [one] = found;
  if (!one) throw new StartError('no_run', `the ledger has no run ${told}`);
  if (found.length > 1) throw new StartError('no_run', `${found.length} runs begin with ${told}`);
  return one;
}
