import { listProcesses } from '@atc/core/company/processes';
import { endpoint, noInput, ok, pageOf } from '../../http/index.ts';
import { processView } from '../../reads/operations/view.ts';
import { show } from '../../reads/view.ts';

export const listAllProcesses = endpoint({
  summary: 'The processes of the company by their own word, which they give every five seconds',
  input: noInput,
  response: pageOf(processView),
  handle: async ({ db }) =>
    ok({ items: (await listProcesses(db)).map((row) => show(processView, row)), nextCursor: null }),
});
