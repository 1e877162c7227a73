import { emitEvent } from '@atc/core/company/events';
import { capKeys, shrinkReservation } from '@atc/core/desk/caps';
import { type Reassessed, reassessEntry } from '@atc/core/desk/entries';
import { sayRatio, sayUsd } from '@atc/core/kernel/figures';
import { Decimal, plain } from '@atc/core/kernel/money';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import { type ClaimedStep, findStepResult, type StepEnd } from '@atc/core/loop/steps';
import { z } from 'zod';
import type { WorkerContext } from '../context.ts';
import type { Handler } from '../handler.ts';

/**
 * Looks at an approved entry again: remaining risk, cash and correlation may lower its size, never raise it; below the
 * minimum the mission fails.
 */
export const handleCalculateRisk: Handler = async (ctx, step) => {
  const proposal = await findProposal(ctx.db, step.proposalId);
  if (!proposal?.sizeUsd || !proposal.stopLoss || !proposal.instrument)
    return { kind: 'failed', reason: 'the proposal carries no size, stop or instrument' };
  const assessed = await reassessEntry(ctx, {
    contract: proposal.instrument.contract,
    approvedUsd: proposal.sizeUsd,
    stopLoss: proposal.stopLoss,
  });
  if ('refused' in assessed) return { kind: 'failed', reason: assessed.refused };
  return lowered(ctx, { step, proposal, assessed });
};

interface Lowering {
  readonly step: ClaimedStep;
  readonly proposal: StoredProposal;
  readonly assessed: Reassessed;
}

function lowered(ctx: WorkerContext, { step, proposal, assessed }: Lowering): StepEnd {
  const { sizeUsd, correlated } = assessed;
  const symbol = proposal.instrument?.symbol ?? 'the token';
  const halved = correlated ? `, halved because it moves with ${correlated.symbol} (r ${sayRatio(correlated.r)})` : '';
  return {
    kind: 'succeeded',
    result: {
      sizeUsd: plain(sizeUsd, 2),
      approvedUsd: proposal.sizeUsd && plain(proposal.sizeUsd, 2),
      correlatedWith: correlated?.symbol ?? null,
    },
    save: async (tx) => {
      if (proposal.sizeUsd && sizeUsd.lt(proposal.sizeUsd)) {
        await shrinkReservation(tx, { proposalId: proposal.id, key: capKeys.cashUsd, amount: sizeUsd });
        if (proposal.riskUsd && assessed.riskUsd.lt(proposal.riskUsd))
          await shrinkReservation(tx, { proposalId: proposal.id, key: capKeys.riskUsd, amount: assessed.riskUsd });
      }
      await emitEvent(ctx, tx, {
        kind: 'risk.assessed',
        title: `SAGE allows ${sayUsd(sizeUsd)} in ${symbol}: ${sayUsd(assessed.riskUsd)} at risk${halved}`,
        summary:
          `Approved for ${proposal.sizeUsd ? sayUsd(proposal.sizeUsd) : 'nothing'}; the stop is at ` +
          `${proposal.stopLoss?.toFixed()}.`,
        proposalId: proposal.id,
        missionId: step.missionId,
        instrumentId: proposal.instrumentId,
        fields: { sizeUsd: proposal.sizeUsd && plain(proposal.sizeUsd, 2), allowedUsd: plain(sizeUsd, 2) },
      });
    },
  };
}

const riskResult = z.object({ sizeUsd: z.string() });

/** What a purchase may spend, in USD: what was approved, or less where the risk step of its mission lowered it. */
export async function allowedSize(
  { db }: Pick<WorkerContext, 'db'>,
  { missionId }: ClaimedStep,
  approvedUsd: Decimal,
): Promise<Decimal> {
  const risk = riskResult.safeParse(await findStepResult(db, missionId, 'calculate_risk'));
  return risk.success ? Decimal.min(risk.data.sizeUsd, approvedUsd) : approvedUsd;
}
