import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Express } from 'express';
import type { Guard } from './admission/index.ts';
import type { Service } from './service.ts';

export const BOARD_PATH = '/admin/queues';

/** Shows the queues to operators who signed in; read-only while real money trades. */
export function mountBoard(app: Express, { ctx }: Service, guard: Guard): void {
  const live = ctx.config.tradingMode === 'live';
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(BOARD_PATH);
  const queues = ctx.queues.forBoard().map((queue) => {
    const adapter = new BullMQAdapter(queue, { readOnlyMode: live, allowRetries: !live });
    adapter.setFormatter('data', idsOf);
    return adapter;
  });
  createBullBoard({
    queues,
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Queues', pollingInterval: { showSetting: true } } },
  });
  const signIn = `/login?next=${encodeURIComponent(BOARD_PATH)}`;
  app.use(BOARD_PATH, ...guard({ role: 'operator', signIn }), serverAdapter.getRouter());
}

/** Jobs carry ids; whatever else somebody put into one is not shown. */
function idsOf(data: unknown): Readonly<Record<string, unknown>> {
  const { rowId, nudge } =
    typeof data === 'object' && data !== null ? { rowId: null, nudge: null, ...data } : { rowId: null, nudge: null };
  return { rowId, nudge };
}
