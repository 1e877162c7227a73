import type { OutputOf } from '../server/call.ts';

/** What is held, as an operator takes it in hand. */
export type Position = OutputOf<'GET /api/positions'>['items'][number];
