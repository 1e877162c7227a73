import { changeStops, findPosition } from '@atc/core/desk/positions';
import { proposalDraft, raiseExit } from '@atc/core/loop/proposals';
import { z } from 'zod';
import { byId, endpoint, invalid, missing, ok, pageById, pageOf, problem } from '../http/index.ts';
import { findPositionDetail, listPositionViews } from '../reads/positions/store.ts';
import { positionDetail, positionStatus, positionView } from '../reads/positions/view.ts';
import { proposalStatus, reasonView } from '../reads/proposals/view.ts';

export const listPositions = endpoint({
  summary: 'Positions, newest first',
  input: z.object({ query: z.strictObject({ ...pageById, status: positionStatus.optional() }) }),
  response: pageOf(positionView),
  handle: async (ctx, { query }) => ok(await listPositionViews(ctx.db, query)),
});

export const showPosition = endpoint({
  summary: 'A position with its orders and its outcome',
  input: byId,
  response: positionDetail,
  handle: async (ctx, { params }) => {
    const position = await findPositionDetail(ctx.db, params.id);
    return position ? ok(position) : missing('position');
  },
});

export const closePosition = endpoint({
  summary: 'Close a position, or a part of it: an exit through the one door, accepted at once',
  input: byId.extend({ body: z.strictObject({ fraction: proposalDraft.shape.fraction }).default({}) }),
  response: z.object({
    proposalId: z.string(),
    status: proposalStatus,
    reasons: z.array(reasonView),
    missionId: z.string().nullable(),
  }),
  handle: async (ctx, { params, body }, { caller, ownKey }) => {
    if (!(await findPosition(ctx.db, params.id))) return missing('position');
    const raised = await raiseExit(ctx, {
      positionId: params.id,
      reason: 'operator',
      by: `operator:${caller.name}`,
      origin: { kind: 'operator', id: caller.keyId },
      ...(body.fraction === undefined ? {} : { fraction: body.fraction }),
      ...(ownKey === null ? {} : { key: ownKey }),
    });
    if (raised.kind === 'not_open') return problem('conflict', `this position is ${raised.status ?? 'gone'}`);
    if (raised.kind === 'due') return problem('conflict', `the exit waits: ${raised.why}`);
    const { proposalId, status, reasons, missionId } = raised.proposal;
    return ok({ proposalId, status, reasons: [...reasons], missionId });
  },
});

const stops = z
  .strictObject({
    stopLoss: proposalDraft.shape.stopLoss,
    takeProfit: proposalDraft.shape.target,
    trailingStopPct: proposalDraft.shape.trailingStopPct,
  })
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'name a stopLoss, a trailingStopPct or a takeProfit',
  );

export const changePosition = endpoint({
  summary: 'Change the stop, the trailing stop or the target of an open position; a stop may only lower the risk',
  input: byId.extend({ body: stops }),
  response: positionDetail,
  handle: async (ctx, { params, body }, { caller }) => {
    const changed = await changeStops(ctx, { ...body, positionId: params.id, changedBy: `operator:${caller.name}` });
    const position = await findPositionDetail(ctx.db, params.id);
    if (changed.outcome === 'not_found' || !position) return missing('position');
    if (changed.outcome === 'not_open') return problem('conflict', `this position is ${position.status}`);
    if (changed.outcome === 'raises_risk') return problem('conflict', changed.message);
    if (changed.outcome === 'invalid') return invalid([{ path: changed.field, message: changed.message }]);
    return ok(position);
  },
});
