import { readPolicies } from '@atc/core/company/policies';
import { resolveToken } from '@atc/core/desk/instruments';
import { addLock, liftLock, listActiveLocks } from '@atc/core/desk/protections';
import { z } from 'zod';
import { byId, created, endpoint, invalid, missing, noInput, ok, pageOf, problem } from '../../http/index.ts';
import { id, instant, show } from '../../reads/view.ts';

const lockView = z
  .object({
    id,
    kind: z.string().meta({ description: 'the protection that asked for it, or operator' }),
    subject: z.string().meta({ description: 'company, or the id of an instrument' }),
    symbol: z.string().nullable(),
    reason: z.string(),
    startsAt: instant,
    endsAt: instant.nullable().meta({ description: 'company time; null until it is lifted' }),
  })
  .meta({ id: 'Lock' });

export const listLocks = endpoint({
  summary: 'Protections in force: what may not be bought now, why, and until when',
  input: noInput,
  response: pageOf(lockView),
  handle: async (ctx) => {
    const locks = await listActiveLocks(ctx.db, ctx.clock.now());
    return ok({ items: locks.map((lock) => show(lockView, lock)), nextCursor: null });
  },
});

const newLock = z.strictObject({
  token: z.string().trim().min(1).max(64).optional().meta({ description: 'absent: all entries' }),
  reason: z.string().trim().min(1).max(500),
  minutes: z
    .number()
    .positive()
    .max(525_600)
    .optional()
    .meta({ description: 'of company time; absent: until it is lifted' }),
});

export const postLock = endpoint({
  summary: 'Lock a token, or all entries, by hand. What is held may still be sold',
  input: z.object({ body: newLock }),
  status: 201,
  response: z.object({ id }),
  handle: async (ctx, { body }, { caller }) => {
    const { values } = await readPolicies(ctx.db);
    const resolved =
      body.token === undefined ? null : await resolveToken(ctx.db, body.token, values.universe?.contracts ?? []);
    if (resolved && 'refusal' in resolved) return invalid([{ path: 'token', message: resolved.refusal }]);
    const lockId = await addLock(ctx, {
      instrumentId: resolved?.instrument.id ?? null,
      reason: body.reason,
      minutes: body.minutes ?? null,
      by: `operator:${caller.name}`,
    });
    return lockId ? created({ id: lockId }, '/api/locks') : problem('conflict', 'an operator has locked it already');
  },
});

export const deleteLock = endpoint({
  summary: 'Lift a lock before its end. A protection counts anew from then on',
  input: byId,
  response: z.object({ id, lifted: z.boolean() }),
  handle: async (ctx, { params }, { caller }) => {
    const lifted = await liftLock(ctx, { id: params.id, by: `operator:${caller.name}` });
    return lifted === 'not_found' ? missing('lock') : ok({ id: params.id, lifted: lifted === 'lifted' });
  },
});
