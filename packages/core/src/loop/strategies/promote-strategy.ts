import { emitEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { remember } from '../memories/index.ts';
import type { Trial } from '../trials/index.ts';
import { type Judgement, nameOf } from './judgement.ts';
import { lessonOf, memoryOfPromotion } from './memories.ts';
import { wakeLooks } from './play/index.ts';
import { holdPromoted, holdStrategy, noteReason, type StoredStrategy, startProbation, turnStrategy } from './store.ts';
import { mayBecome } from './strategy.ts';

/** A trial that was judged, and what the strategy is. */
export interface Promotion {
  readonly trial: Pick<Trial, 'runId' | 'strategy' | 'version' | 'family'>;
  readonly judgement: Judgement;
  /** What the strategy is, as the lab reads it; null where it is played by its name. */
  readonly definition: unknown;
  /** An agent proposed it: what was held back or given up stays so until an operator brings it back. */
  readonly byAgent?: boolean;
}

/** What became of a promotion. */
export type Promoted =
  | { readonly outcome: 'probation'; readonly said: string }
  | { readonly outcome: 'refused'; readonly refusals: readonly string[] };

type Writing = Pick<KernelContext, 'clock'>;

/**
 * Puts a strategy whose run passed every gate on probation, in the place of an older version of it; ATLAS remembers
 * what it came to. One that did not pass stays what it is, and GROWTH remembers why. Throws where the ledger of the
 * company does not have the trial.
 */
export async function promoteStrategy(
  ctx: Pick<KernelContext, 'db' | 'clock'>,
  promotion: Promotion,
): Promise<Promoted> {
  return inTransaction(ctx.db, (tx) => promoteWithin(ctx, tx, promotion));
}

/** Does what `promoteStrategy` does in the transaction of what asks for it. */
export async function promoteWithin(ctx: Writing, tx: Tx, promotion: Promotion): Promise<Promoted> {
  const { trial, judgement } = promotion;
  const strategy = await holdStrategy(tx, { name: trial.strategy, version: trial.version });
  if (!strategy) throw new CompanyError('not_tested', `no trial of ${trial.strategy} is in the company’s ledger`);
  const refusals = [...barsOf(strategy, promotion), ...judgement.refusals];
  if (refusals.length > 0 || !judgement.passed || !judgement.expected)
    return refuse(ctx, tx, { strategy, promotion: { ...promotion, judgement: { ...judgement, refusals } } });
  await accept(ctx, tx, { strategy, promotion });
  return { outcome: 'probation', said: judgement.said };
}

function barsOf(strategy: StoredStrategy, { byAgent = false }: Promotion): readonly string[] {
  const { state } = strategy;
  if (!mayBecome(state, 'probation')) return [`${nameOf(strategy)} is ${state} already`];
  const isHeld = state === 'paused' || state === 'retired';
  return byAgent && isHeld ? [`${nameOf(strategy)} is ${state}: only an operator brings it back`] : [];
}

interface Judged {
  readonly strategy: StoredStrategy;
  readonly promotion: Promotion;
}

async function refuse(ctx: Writing, tx: Tx, { strategy, promotion }: Judged): Promise<Promoted> {
  const { trial, judgement } = promotion;
  const reason = judgement.refusals.join('; ');
  const { runId } = trial;
  if (mayBecome(strategy.state, 'probation')) {
    await noteReason(tx, strategy.id, reason);
    await remember(ctx, tx, lessonOf({ ...strategy, runId }, judgement));
  }
  await emitEvent(ctx, tx, {
    kind: 'strategy.refused',
    title: `${nameOf(strategy)} is not promoted`,
    summary: reason,
    fields: {
      strategy: strategy.name,
      version: strategy.version,
      ...{ runId, reason, trials: judgement.trials, deflated: judgement.deflated },
    },
  });
  return { outcome: 'refused', refusals: judgement.refusals };
}

async function accept(ctx: Writing, tx: Tx, { strategy, promotion }: Judged): Promise<void> {
  const { trial, judgement, definition } = promotion;
  const at = ctx.clock.now();
  const { name, version, id } = strategy;
  const { runId } = trial;
  const older = await holdPromoted(tx, name);
  if (older) await turnStrategy(tx, { ...older, state: 'retired', reason: `version ${version} takes its place`, at });
  if (!judgement.expected) throw new CompanyError('no_expectation', `nothing can be expected of ${nameOf(strategy)}`);
  const reason = judgement.said;
  await startProbation(tx, { id, runId, expected: judgement.expected, definition, reason, at });
  await wakeLooks(tx, at);
  await remember(ctx, tx, memoryOfPromotion({ name, version, runId }, judgement));
  await emitEvent(ctx, tx, {
    kind: 'strategy.promoted',
    title: `${nameOf(strategy)} is on probation`,
    summary: reason,
    moreTags: ['probation'],
    fields: { strategy: name, version, state: 'probation', runId, reason },
  });
}
