import type { Route } from '../route.ts';
import { lossCutter } from './loss-cutter.ts';

/** An id of the right form that is nobody's. */
export const NOBODY = '00000000-0000-7000-8000-000000000000';

const places = {
  key: 'company',
  name: 'signal_high_confidence',
  stepKind: 'execute_trade',
  kind: 'signal',
} as const;

/** A route as a client asks for it: method and a path with ids of the right form. */
export function whereOf({ method, path }: Pick<Route, 'method' | 'path'>, id: string = NOBODY): string {
  const filled = Object.entries({ ...places, id }).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, text.startsWith('/api/agents') ? 'atlas' : value),
    path,
  );
  return `${method.toUpperCase()} ${filled}`;
}

const reason = { reason: 'a sample' };

/** A body that each route takes; none for those that need none. */
export const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'post /api/signals': { source: 'sample', token: 'BONK', signalType: 'buy', confidence: 0.7, metadata: { a: 1 } },
  'post /api/proposals': {
    agentId: 'atlas',
    title: 'Buy BONK',
    summary: 'it goes up',
    missionType: 'entry',
    token: 'BONK',
    stopLoss: '0.000018',
    target: '0.00003',
    sizeUsd: '20',
    steps: [{ kind: 'calculate_risk', payload: {} }],
  },
  'post /api/proposals/{id}/approve': reason,
  'post /api/proposals/{id}/reject': reason,
  'post /api/positions/close': reason,
  'post /api/positions/{id}/close': { fraction: 0.5 },
  'patch /api/positions/{id}': { stopLoss: '0.000019', takeProfit: '0.00003' },
  'post /api/roundtables': { format: 'debate', topic: 'what next' },
  'put /api/policies/{key}': { value: { timezone: 'UTC' }, ...reason },
  'post /api/triggers': { ...lossCutter, name: 'a_sample' },
  'patch /api/triggers/{name}': { enabled: true, cooldownMinutes: 5, conditions: {} },
  'post /api/locks': { token: 'WIF', minutes: 5, ...reason },
  'post /api/transfers': { amountUsd: '5', note: 'a sample' },
  'post /api/keys': { name: 'a sample', role: 'viewer' },
  'put /api/trading-state': { state: 'active', ...reason },
};

/** A body that a route takes, or none. */
export const bodyOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => bodies[`${method} ${path}`];

/** What routes cannot do without in their query. */
const queries: Readonly<Record<string, string>> = {
  'get /api/candles': '?token=SOL',
  'get /api/search': '?q=SOL',
};

/** A query that a route takes; empty for those that need none. */
export const queryOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => queries[`${method} ${path}`] ?? '';
