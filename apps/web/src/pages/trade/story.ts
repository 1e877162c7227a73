import type { OutputOf } from '../../server/call.ts';

export type Position = OutputOf<'GET /api/positions/{id}'>;
export type Proposal = OutputOf<'GET /api/proposals/{id}'>;
type Signal = OutputOf<'GET /api/signals/{id}'>;

/** What is told of a trade before it was bought. */
export interface Story {
  readonly proposal: Proposal;
  readonly signal: Signal | null;
  readonly zone: string;
}

/** And of one that was. */
export interface TradeStory extends Story {
  readonly position: Position;
}
