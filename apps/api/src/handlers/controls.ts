import { type Commanded, commandTradingState, readTradingState, tradingState } from '@atc/core/desk/protections';
import { inTransaction } from '@atc/core/kernel/db';
import { listBreakers, resetBreaker } from '@atc/core/loop/breakers';
import { stepKinds } from '@atc/core/loop/kinds';
import { z } from 'zod';
import { endpoint, missing, noInput, ok, type Problem, pageOf, problem } from '../http/index.ts';
import { instant, show } from '../reads/view.ts';

const breakerView = z
  .object({
    key: z.string(),
    stepKind: z.string(),
    venue: z.string(),
    state: z.enum(['closed', 'open', 'half_open']),
    failures: z.int(),
    openedCount: z.int(),
    openedUntil: instant.nullable().meta({ description: 'machine time of the first probe' }),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Breaker' });

export const listAllBreakers = endpoint({
  summary: 'Circuit breakers that ever counted a failure',
  input: noInput,
  response: pageOf(breakerView),
  handle: async (ctx) =>
    ok({ items: (await listBreakers(ctx.db)).map((row) => show(breakerView, row)), nextCursor: null }),
});

export const resetBreakers = endpoint({
  summary: 'Close the breakers of a step kind at once, at every venue',
  input: z.object({ params: z.object({ stepKind: z.enum(stepKinds) }) }),
  response: pageOf(breakerView),
  handle: async (ctx, { params }, { caller }) => {
    const wanted = (await listBreakers(ctx.db)).filter((row) => row.stepKind === params.stepKind);
    if (wanted.length === 0) return missing('breaker: no step of this kind ever failed');
    for (const { key } of wanted)
      await inTransaction(ctx.db, (tx) => resetBreaker(ctx, tx, { key, by: `operator:${caller.name}` }));
    const now = (await listBreakers(ctx.db)).filter((row) => row.stepKind === params.stepKind);
    return ok({ items: now.map((row) => show(breakerView, row)), nextCursor: null });
  },
});

const stateView = z
  .object({ state: tradingState, epoch: z.int(), reason: z.string(), changedBy: z.string(), changedAt: instant })
  .meta({ id: 'TradingState' });

export const showState = endpoint({
  summary: 'Whether the company trades, only closes, or stands still',
  input: noInput,
  response: stateView,
  handle: async (ctx) => ok(show(stateView, await readTradingState(ctx.db))),
});

export const setState = endpoint({
  summary:
    'Set the trading state. When this answers, no venue call of the old state is under way, or ' +
    '`inFlight` names the orders. A halt that cannot be written now is held and answered with 503: ' +
    '`held` says whether it keeps every order from its venue meanwhile',
  input: z.object({ body: z.strictObject({ state: tradingState, reason: z.string().trim().min(1).max(500) }) }),
  response: z.object({ state: tradingState, epoch: z.int(), inFlight: z.array(z.string()) }),
  handle: async (ctx, { body }, { caller }) => {
    const commanded = await commandTradingState(ctx, { ...body, by: `operator:${caller.name}` });
    if (commanded.kind === 'held') return notWritten(commanded);
    const { state, epoch, inFlight } = commanded;
    return ok({ state, epoch, inFlight: [...inFlight] });
  },
});

/** A change that is not written: what holds meanwhile, and for how long. */
export function notWritten({ closed }: Commanded & { readonly kind: 'held' }): Problem {
  const meanwhile = closed
    ? 'no order goes to a venue while this process runs'
    : 'no new order can be written down, so none is sent; one that was written before may still be on its way';
  return problem(
    'unavailable',
    `the change is not written down yet: ${meanwhile}. It is written as soon as that is possible; ask again`,
    { headers: { 'retry-after': '5' }, members: { held: closed } },
  );
}
