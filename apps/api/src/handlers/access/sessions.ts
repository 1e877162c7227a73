import { z } from 'zod';
import { endSession, keyRoles, listSessions } from '../../auth/index.ts';
import { endpoint, missing, noInput, ok, pageOf } from '../../http/index.ts';
import { instant, show } from '../../reads/view.ts';

const sessionView = z
  .object({
    id: z.string().meta({ description: 'names the session and opens nothing' }),
    name: z.string().meta({ description: 'of its key' }),
    role: z.enum(keyRoles),
    startedAt: instant.meta({ description: 'machine time' }),
    seenAt: instant.meta({ description: 'machine time, to the minute' }),
    own: z.boolean().meta({ description: 'whether it is the one that asks' }),
  })
  .meta({ id: 'Session' });

export const listAllSessions = endpoint({
  summary: 'The browsers that are signed in, those that signed in last in front',
  input: noInput,
  response: pageOf(sessionView),
  handle: async ({ db }, _input, { caller }) => {
    const sessions = await listSessions(db);
    const items = sessions.map((one) => show(sessionView, { ...one, own: one.tokenHash === caller.session }));
    return ok({ items, nextCursor: null });
  },
});

export const deleteSession = endpoint({
  summary: 'End a session: its browser has to sign in again',
  input: z.object({ params: z.object({ id: z.string().max(64) }) }),
  response: z.object({ id: z.string() }),
  handle: async ({ db }, { params }) =>
    (await endSession(db, params.id)) ? ok({ id: params.id }) : missing('session'),
});
