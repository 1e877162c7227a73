import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, RequestHandler } from 'express';
import { authenticate, mayUse } from './auth/index.ts';
import { problem, sendProblem } from './http/index.ts';
import type { Service } from './service.ts';

export const BOARD_PATH = '/admin/queues';

/** Shows the queues to operators who signed in; read-only while real money trades. */
export function mountBoard(app: Express, service: Service): void {
  const { ctx } = service;
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
  app.use(BOARD_PATH, operatorsOnly(service), serverAdapter.getRouter());
}

/** Jobs carry ids; whatever else somebody put into one is not shown. */
function idsOf(data: unknown): Readonly<Record<string, unknown>> {
  const { rowId, nudge } =
    typeof data === 'object' && data !== null ? { rowId: null, nudge: null, ...data } : { rowId: null, nudge: null };
  return { rowId, nudge };
}

function operatorsOnly({ ctx, sessions }: Service): RequestHandler {
  return async (req, res, next) => {
    const caller = await authenticate(ctx, sessions, req);
    if ('kind' in caller) return sendProblem(res, caller);
    if (caller.role === 'none') return res.redirect(303, `/login?next=${encodeURIComponent(BOARD_PATH)}`);
    if (!mayUse(caller, 'operator'))
      return sendProblem(res, problem('forbidden', 'only an operator may see the queues'));
    next();
  };
}
