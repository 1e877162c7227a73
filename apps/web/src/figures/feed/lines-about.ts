const books = [
  'GET /api/portfolio',
  'GET /api/portfolio/history',
  'GET /api/positions',
  'GET /api/positions/{id}',
  'GET /api/risk',
  'GET /api/standing',
  'GET /api/trades',
];

const flow = ['GET /api/signals', 'GET /api/signals/flow', 'GET /api/signal-sources'];

const missions = ['GET /api/missions', 'GET /api/missions/{id}'];

/** What kinds of news are about, by how they begin: which lines of the API answer otherwise after them. */
const about: readonly (readonly [beginning: string, lines: readonly string[]])[] = [
  ['trade.', [...books, ...missions, 'GET /api/signals/flow', 'GET /api/signal-sources']],
  ['position.', books],
  ['order.', books],
  ['transfer.', books],
  ['price.', ['GET /api/portfolio']],
  ['trading.', ['GET /api/trading-state', 'GET /api/me']],
  ['proposal.', ['GET /api/proposals', 'GET /api/risk', 'GET /api/signals/flow', ...missions]],
  ['signal.', flow],
  ['roundtable.', ['GET /api/roundtables', 'GET /api/roundtables/{id}', ...missions]],
  ['scan.', missions],
  ['research.', missions],
  ['mission.', missions],
  ['memory.', ['GET /api/agents', 'GET /api/agents/{id}/memories']],
  ['policy.', ['GET /api/risk', 'GET /api/policies']],
  ['protection.', ['GET /api/locks']],
];

/** The lines of the API whose answers may have changed when an event of this kind came. */
export function linesAbout(kind: string): readonly string[] {
  return about.find(([beginning]) => kind.startsWith(beginning))?.[1] ?? [];
}
