import { commandTradingState, tradingState } from '@atc/core/desk/protections';
import { errorText } from '@atc/core/kernel/errors';
import { type ExitRaised, raiseExit } from '@atc/core/loop/proposals';
import { z } from 'zod';
import type { ApiContext } from '../../context.ts';
import { endpoint, ok, type RequestFacts } from '../../http/index.ts';
import { listHeldPositions } from '../../reads/positions/store.ts';
import type { PositionView } from '../../reads/positions/view.ts';
import { id } from '../../reads/view.ts';
import { notWritten } from '../controls.ts';

const closing = z
  .object({
    positionId: id,
    symbol: z.string(),
    outcome: z.enum(['begun', 'under_way', 'waits', 'refused', 'failed']),
    why: z.string().nullable(),
    proposalId: id.nullable(),
    missionId: id.nullable(),
  })
  .meta({ id: 'Closing' });
type Closing = z.infer<typeof closing>;

export const sellEverything = endpoint({
  summary:
    'Sell everything: sets the trading state to `reducing`, then closes each position through the one door. Says of ' +
    'each what was begun, or why not. With an Idempotency-Key it is one act however often it is sent',
  input: z.object({ body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) }),
  response: z.object({
    state: tradingState,
    epoch: z.int(),
    inFlight: z.array(z.string()),
    positions: z.array(closing),
  }),
  handle: async (ctx, { body }, facts) => {
    const commanded = await commandTradingState(ctx, {
      state: 'reducing',
      reason: body.reason,
      by: `operator:${facts.caller.name}`,
    });
    if (commanded.kind === 'held') return notWritten(commanded);
    const { state, epoch, inFlight } = commanded;
    const positions: Closing[] = [];
    for (const position of await listHeldPositions(ctx.db)) positions.push(await closeOne(ctx, position, facts));
    return ok({ state, epoch, inFlight: [...inFlight], positions });
  },
});

/** Closes one position; that it fails keeps no other from being closed. */
async function closeOne(
  ctx: ApiContext,
  { id: positionId, instrument: { symbol } }: PositionView,
  { caller, actKey }: RequestFacts,
): Promise<Closing> {
  const named = { positionId, symbol, proposalId: null, missionId: null };
  try {
    const raised = await raiseExit(ctx, {
      positionId,
      reason: 'operator',
      by: `operator:${caller.name}`,
      origin: { kind: 'operator', id: caller.keyId },
      key: actKey,
    });
    return { ...named, ...endOf(raised) };
  } catch (error) {
    ctx.log.error({ positionId, error: errorText(error) }, 'a position could not be closed');
    return { ...named, outcome: 'failed', why: 'the error is in the log of the company' };
  }
}

function endOf(raised: ExitRaised): Pick<Closing, 'outcome' | 'why'> & Partial<Closing> {
  if (raised.kind === 'due') return { outcome: 'waits', why: raised.why };
  if (raised.kind === 'not_open')
    return raised.status === 'closing'
      ? { outcome: 'under_way', why: 'it is being sold already' }
      : { outcome: 'refused', why: `this position is ${raised.status ?? 'gone'}` };
  const { proposalId, missionId, status, reasons } = raised.proposal;
  const why = reasons.map(({ message }) => message).join('; ') || null;
  const outcome = { accepted: 'begun', pending: 'waits', rejected: 'refused' } as const;
  return { outcome: outcome[status], why, proposalId, missionId };
}
