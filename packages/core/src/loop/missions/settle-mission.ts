import { emitEvent } from '../../company/events/index.ts';
import { releaseByProposal } from '../../desk/caps/index.ts';
import { abandonClosing } from '../../desk/positions/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { hasLivePosition, type SettledMission, settleMissionRow } from './store.ts';

export interface SettledStep {
  readonly missionId: string;
  readonly kind: string;
  readonly reason: string | null;
}

/**
 * Recomputes a mission from its steps and, when it failed, says so. A failed entry that has no position gives back its
 * reservations in the same transaction. Call with the mission locked.
 */
export async function settleMission(ctx: LoopContext, tx: Tx, step: SettledStep): Promise<void> {
  const mission = await settleMissionRow(tx, step.missionId, ctx.clock.now());
  if (mission?.status !== 'failed') return;
  await undo(tx, mission);
  await tellFailure(ctx, tx, { mission, step });
}

/**
 * A failed entry gives back its reservations unless it has a position; a failed exit puts its position back under the
 * watch.
 */
async function undo(tx: Tx, { missionType, proposalId, positionId }: SettledMission): Promise<void> {
  if (missionType === 'exit' && positionId) await abandonClosing(tx, positionId);
  if (!(await hasLivePosition(tx, proposalId))) await releaseByProposal(tx, proposalId);
}

interface Failure {
  readonly mission: SettledMission;
  readonly step: SettledStep;
}

async function tellFailure(ctx: LoopContext, tx: Tx, { mission, step }: Failure): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'mission.failed',
    title: `${mission.title}: stopped at ${step.kind}`,
    summary: step.reason ?? 'no reason was given',
    proposalId: mission.proposalId,
    missionId: step.missionId,
    fields: { step: step.kind, reason: step.reason, missionType: mission.missionType },
  });
}
