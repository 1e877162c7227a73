import { z } from 'zod';
import { endpoint, noInput, ok, pageOf, problem } from '../../http/index.ts';
import { queueView } from '../../reads/operations/view.ts';
import { show } from '../../reads/view.ts';

export const listQueues = endpoint({
  summary: 'The queues in their store: what waits, is worked on and failed, and since when the oldest waits',
  input: noInput,
  response: pageOf(queueView).extend({ backend: z.enum(['redis', 'postgres']) }),
  handle: async ({ queues, log }) => {
    const looks = await queues.looks().catch((error: unknown) => {
      log.debug({ error: String(error) }, 'the queues could not be looked at');
      return null;
    });
    if (!looks) return problem('unavailable', 'the queue store does not answer', { headers: { 'retry-after': '5' } });
    return ok({ items: looks.map((look) => show(queueView, look)), nextCursor: null, backend: queues.backend });
  },
});
