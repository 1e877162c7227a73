import { z } from 'zod';
import { keyRoles, listKeys, mintKey, revokeKeys } from '../../auth/index.ts';
import { byId, created, endpoint, invalid, missing, moment, noInput, ok, pageOf, problem } from '../../http/index.ts';
import { id, instant, show } from '../../reads/view.ts';

const machine = instant.meta({ description: 'machine time' });

const keyView = z
  .object({
    id,
    name: z.string(),
    role: z.enum(keyRoles),
    prefix: z.string().meta({ description: 'what may be shown of it' }),
    createdAt: machine,
    lastUsedAt: machine.nullable(),
    endsAt: machine.nullable().meta({ description: 'from then on it opens nothing; null: no end' }),
    madeBy: z.string(),
    own: z.boolean().meta({ description: 'whether it is the one that asks' }),
  })
  .meta({ id: 'Key' });

export const listAllKeys = endpoint({
  summary: 'The keys in force, oldest first. What they are written like is kept nowhere',
  input: noInput,
  response: pageOf(keyView),
  handle: async ({ db }, _input, { caller }) => {
    const keys = await listKeys(db);
    return ok({ items: keys.map((key) => show(keyView, { ...key, own: key.id === caller.keyId })), nextCursor: null });
  },
});

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(keyRoles),
  endsAt: moment.optional().meta({ description: 'machine time from which on it opens nothing; absent: no end' }),
});

export const postKey = endpoint({
  summary: 'Make a key. It is shown in this answer and never again: `Idempotency-Key`, which keeps answers, is refused',
  input: z.object({ body: newKey }),
  status: 201,
  response: z.object({ key: z.string() }),
  handle: async ({ db, clock }, { body: { name, role, endsAt } }, { caller, ownKey }) => {
    if (ownKey !== null) return problem('bad_request', 'a key is shown once: send no Idempotency-Key');
    const ends = endsAt === undefined ? null : new Date(endsAt);
    if (ends && ends <= clock.machineNow()) return invalid([{ path: 'endsAt', message: 'this has passed' }]);
    const key = await mintKey(db, { name, role, endsAt: ends, by: `operator:${caller.name}` });
    return created({ key }, '/api/keys');
  },
});

export const deleteKey = endpoint({
  summary: 'Revoke a key: it opens nothing from then on. The last operator’s key without an end stays',
  input: byId,
  response: z.object({ id }),
  handle: async ({ db }, { params }, { caller }) => {
    const { outcome } = await revokeKeys(db, { id: params.id, by: `operator:${caller.name}` });
    if (outcome === 'not_found') return missing('key');
    if (outcome === 'last_operator')
      return problem('conflict', 'it is the last operator’s key without an end: make another one first');
    return ok({ id: params.id });
  },
});
