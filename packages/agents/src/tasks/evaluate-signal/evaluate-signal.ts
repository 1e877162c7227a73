import { emitEvent } from '@atc/core/company/events';
import type { Tx } from '@atc/core/kernel/db';
import { sayRatio, sayShare } from '@atc/core/kernel/figures';
import { submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import { draftPlan, findOpenPosition, readPlan, readSignal } from '../prepare-plan/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type Evaluation, evaluateSignal } from './evaluation.ts';
import { type Evaluated, readEvaluationFacts } from './read-facts.ts';

/**
 * ATLAS decides whether a signal of middling confidence is worth proposing, and proposes it; why, or why not, is told
 * with its numbers.
 */
export const evaluateSignalTask: Task = async (ctx, request) => {
  const signal = await readSignal(ctx.db, request.subject);
  if (typeof signal === 'string') return { kind: 'failed', reason: signal };
  const position = await findOpenPosition(ctx.db, signal.instrumentId);
  const held = signal.signalType === 'scale' ? position : null;
  const asked = { contract: signal.contract, now: ctx.clock.now(), held };
  const plan = signal.signalType === 'sell' || signal.found ? null : readPlan(ctx.market, asked);
  const about: Evaluated = { signal, position, plan };
  const facts = await readEvaluationFacts(ctx, about);
  const evaluation = evaluateSignal(facts);
  const proposed = evaluation.worthwhile ? await submitProposal(ctx, draftPlan({ ...about, request })) : null;
  const { odds, rewardRisk } = facts;
  const edgeR = odds && odds.of > 0 ? odds.edge.mean : null;
  const result = {
    signalId: signal.id,
    worthwhile: evaluation.worthwhile,
    objections: evaluation.objections,
    edgeR,
    rewardRisk,
    proposalId: proposed?.proposalId ?? null,
    status: proposed?.status ?? null,
  };
  return {
    kind: 'succeeded',
    result,
    save: (tx) => tell(ctx, tx, { request, about, evaluation, edgeR, rewardRisk }),
  };
};

interface Told {
  readonly request: TaskRequest;
  readonly about: Evaluated;
  readonly evaluation: Evaluation;
  readonly edgeR: number | null;
  readonly rewardRisk: number | null;
}

async function tell(ctx: AgentContext, tx: Tx, told: Told): Promise<void> {
  const { request, about, evaluation, edgeR, rewardRisk } = told;
  const { signal } = about;
  const { worthwhile, objections } = evaluation;
  const edge =
    edgeR === null || rewardRisk === null ? '' : ` Edge ${sayRatio(edgeR)} R at ${sayRatio(rewardRisk)} to one.`;
  const verdict = worthwhile ? 'worth proposing' : `passed over: ${objections[0]}`;
  await emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'signal.evaluated',
    title:
      `ATLAS on the ${signal.signalType} signal for ${signal.symbol} at ` +
      `${sayShare(signal.confidence, 0)}: ${verdict}`,
    summary: `${objections.join('; ') || 'Nothing speaks against it.'}${edge}`,
    moreTags: [worthwhile ? 'worthwhile' : 'passed_over'],
    instrumentId: signal.instrumentId,
    proposalId: request.proposalId,
    depth: request.depth + 1,
    fields: {
      signalId: signal.id,
      symbol: signal.symbol,
      signalType: signal.signalType,
      confidence: signal.confidence,
      worthwhile,
      edgeR,
      rewardRisk,
      objections,
    },
  });
}
