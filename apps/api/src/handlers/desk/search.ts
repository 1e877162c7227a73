import { z } from 'zod';
import { endpoint, ok, pageOf } from '../../http/index.ts';
import { findByText } from '../../reads/search/store.ts';
import { id, instant, show } from '../../reads/view.ts';

const foundView = z
  .object({
    kind: z.enum(['trade', 'proposal']),
    id,
    symbol: z.string(),
    status: z.string(),
    at: instant.meta({ description: 'company time: opened, or proposed' }),
  })
  .meta({ id: 'Found' });

export const search = endpoint({
  summary:
    'Trades, and entries that were proposed and not bought, by the beginning of their id or token; eight at most',
  input: z.object({
    query: z.strictObject({
      q: z
        .string()
        .trim()
        .regex(/^[\w-]{1,64}$/),
    }),
  }),
  response: pageOf(foundView),
  handle: async ({ db }, { query }) =>
    ok({ items: (await findByText(db, query.q)).map((row) => show(foundView, row)), nextCursor: null }),
});
