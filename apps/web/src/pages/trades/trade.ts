import type { OutputOf } from '../../server/call.ts';

/** A closed trade, as the list shows it. */
export type Trade = OutputOf<'GET /api/trades'>['items'][number];

/** What the list may be filtered by. */
export const filters = ['token', 'agent', 'exit', 'source'] as const;
export type Filter = (typeof filters)[number];
