import { emitEvent } from '../../../company/events/index.ts';
import type { KernelContext } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/db/index.ts';
import { sayCount } from '../../../kernel/figures/index.ts';
import { remember } from '../../memories/index.ts';
import { addTrials, countTrials, holdTrials, type Trial } from '../../trials/index.ts';
import { type Judgement, nameOf } from '../judgement.ts';
import { lessonOf, memoryOfTest } from '../memories.ts';
import { holdStrategy, noteReason } from '../store.ts';
import { mayBecome } from '../strategy.ts';
import type { TrialQuota } from './trial-quota.ts';

type Writing = Pick<KernelContext, 'clock'>;

/** What a test of a strategy came to. */
export interface StrategyTest {
  /** Everything that was looked at. */
  readonly trials: readonly Trial[];
  /** The run that was judged. */
  readonly trial: Trial;
  readonly judgement: Judgement;
  /** Whether it passed every gate but the holdout, which nobody has looked at. */
  readonly isProposable: boolean;
}

/**
 * Writes a test into the ledger in the transaction of what asked for it, unless others have used the quota up
 * meanwhile. GROWTH remembers what it came to. Returns whether it was written: nobody hears of one that was not.
 */
export async function recordTest(
  ctx: Writing,
  tx: Tx,
  { test, quota }: { readonly test: StrategyTest; readonly quota: TrialQuota },
): Promise<boolean> {
  const { trials, trial, judgement, isProposable } = test;
  await holdTrials(tx);
  const left = quota.most - (await countTrials(tx, quota));
  if (trials.length > left) {
    await tellUntested(ctx, tx, { subject: trial.strategy, reason: sayLeft(trials.length, left) });
    return false;
  }
  const added = await addTrials(ctx, tx, trials);
  const strategy = await holdStrategy(tx, { name: trial.strategy, version: trial.version });
  const reason = judgement.refusals.join('; ');
  if (strategy && mayBecome(strategy.state, 'probation')) await noteReason(tx, strategy.id, reason);
  const tested = { name: trial.strategy, version: trial.version, runId: trial.runId, family: trial.family };
  await remember(ctx, tx, isProposable ? memoryOfTest(tested, judgement) : lessonOf(tested, judgement));
  const verdict = isProposable ? 'proposable' : 'refused';
  await emitEvent(ctx, tx, {
    kind: 'strategy.tested',
    title: `${nameOf(tested)} ${sayVerdict(isProposable, judgement)}`,
    summary: `${judgement.said}. ${reason}`,
    moreTags: [verdict],
    fields: {
      ...{ strategy: tested.name, version: tested.version, runId: tested.runId, verdict, reason },
      ...{ trials: added, tried: judgement.trials, deflated: judgement.deflated },
    },
  });
  return true;
}

const sayVerdict = (isProposable: boolean, { refusals, trials }: Judgement): string =>
  isProposable
    ? `passes every test but the holdout, the best of ${sayCount(trials, 'variant')}`
    : `fails its test by ${sayCount(refusals.length, 'gate')}: ${refusals[0]}`;

/** Says why a week's quota does not suffice. */
export function sayLeft(needed: number, left: number): string {
  return `its test takes ${sayCount(needed, 'trial')}, ${Math.max(0, left)} of the week’s are left`;
}

/** Tells that a strategy could not be tested, or a run not be judged, and why. */
export async function tellUntested(
  ctx: Writing,
  tx: Tx,
  { subject, reason }: { readonly subject: string; readonly reason: string },
): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'strategy.untested',
    title: `${subject} is not tested: ${reason}`,
    summary: 'Nothing was played, and no trial was taken.',
    fields: { subject, reason },
  });
}
