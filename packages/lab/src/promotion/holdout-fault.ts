import { sayCount } from '@atc/core/kernel/figures';
import { nameOf } from '@atc/core/loop/strategies';
import { type Trial, variantOf } from '@atc/core/loop/trials';
import { isKin } from '../trials/index.ts';
import { RECORDED } from '../world/index.ts';
import type { Case } from './case.ts';

type Of = Pick<Case, 'trial' | 'ledger'>;

/** Every look at the days that a run's recording keeps, by anything of its family. */
export function looksAtHoldout(of: Of): readonly Trial[] {
  return onItsDays(of).filter(({ split }) => split === 'holdout');
}

/** Why the holdout of a run cannot judge it, whatever is in it; null where it can. */
export function holdoutFault(of: Of): string | null {
  if (!of.trial.evidence?.holdout) return 'its recording is too short to keep a holdout';
  const seen = onItsDays(of).find(({ split }) => split !== 'holdout');
  if (seen) return `the holdout was seen by run ${seen.runId}, which covers days until ${seen.to.slice(0, 10)}`;
  const looks = looksAtHoldout(of);
  const [look] = looks;
  if (!look) return null;
  if (looks.length > 1) return `the holdout was looked at ${sayCount(looks.length, 'time')}, once asked for`;
  if (variantOf(look) !== variantOf(of.trial))
    return `its family looked at the holdout for another variant: ${sayLook(look)}`;
  return look.lookedAt < of.trial.lookedAt ? `the holdout was looked at before the choice: ${sayLook(look)}` : null;
}

function sayLook({ strategy: name, version, values, lookedAt, runId }: Trial): string {
  const said = Object.entries(values).map(([parameter, value]) => `${parameter} ${value}`);
  return `${[nameOf({ name, version }), ...said].join(' ')} on ${lookedAt.slice(0, 10)} (run ${runId})`;
}

/** Runs of its family over some of the days that it keeps. Recorded candles tell of one world, whatever their files. */
function onItsDays({ trial, ledger }: Of): readonly Trial[] {
  const kept = trial.evidence?.holdout;
  if (!kept) return [];
  const isSameWorld = ({ recording }: Trial) =>
    recording === trial.recording || [recording, trial.recording].every((one) => one.startsWith(RECORDED));
  const isWithin = ({ from, to }: Trial) => from < kept.to && to > kept.from;
  return ledger.filter((one) => isKin(one, trial) && isSameWorld(one) && isWithin(one));
}
