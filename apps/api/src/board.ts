import { protectiveQueues } from '@atc/core/loop/kinds';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { AppViewRoute } from '@bull-board/api/typings/app';
import { ExpressAdapter } from '@bull-board/express';
import type { Express } from 'express';
import type { Guard } from './admission/index.ts';
import type { Service } from './service.ts';

export const BOARD_PATH = '/admin/queues';

const protective: ReadonlySet<string> = new Set(protectiveQueues);

/** Shows the queues to operators who signed in; read-only while real money trades, and those that protect always. */
export function mountBoard(app: Express, service: Service, guard: Guard): void {
  const { ctx } = service;
  const live = ctx.config.tradingMode === 'live';
  const serverAdapter = new OurAdapter();
  serverAdapter.setBasePath(BOARD_PATH);
  const queues = ctx.queues.forBoard().map((queue) => {
    const readOnly = live || protective.has(queue.name);
    const adapter = new BullMQAdapter(queue, { readOnlyMode: readOnly, allowRetries: !readOnly });
    adapter.setFormatter('data', idsOf);
    return adapter;
  });
  createBullBoard({
    queues,
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Queues', pollingInterval: { showSetting: true } } },
  });
  const signIn = `/login?next=${encodeURIComponent(BOARD_PATH)}`;
  app.use(BOARD_PATH, ...guard(service, { role: 'operator', signIn }), serverAdapter.getRouter());
}

/** Bull Board with its page as we show it. */
class OurAdapter extends ExpressAdapter {
  override setEntryRoute({ method, route, handler }: AppViewRoute): this {
    this.app[method](route, (_req, res, next) => {
      const { name, params } = handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      res.render(name, params, (error, page) => (error ? next(error) : res.send(ourPage(page))));
    });
    return this;
  }
}

/** The board's page with nothing that another host would be asked for, and with our script, which names its buttons. */
export function ourPage(page: string): string {
  const own = page.replaceAll(/<(link|script)\b[^>]*\b(href|src)="(https?:)?\/\/[^>]*>\s*/gi, '');
  return own.replace('</head>', '<script defer src="/assets/board.js"></script></head>');
}

/** Jobs carry ids; whatever else somebody put into one is not shown. */
function idsOf(data: unknown): Readonly<Record<string, unknown>> {
  const { rowId, nudge } =
    typeof data === 'object' && data !== null ? { rowId: null, nudge: null, ...data } : { rowId: null, nudge: null };
  return { rowId, nudge };
}
