import { agentIds } from '@atc/core/company/roster';
import type { DeskSettings } from './state/index.ts';

/** The desk with something taken away. */
export interface Variation {
  readonly name: string;
  readonly settings: Partial<Pick<DeskSettings, 'off' | 'without'>>;
}

/** What is taken away, one thing at a time, to see what it is worth; the first is the whole desk. */
export const variations: readonly Variation[] = [
  { name: 'the whole desk', settings: {} },
  { name: "without SAGE's vote", settings: { without: ['sage_vote'] } },
  { name: 'without reviews of positions', settings: { without: ['reviews'] } },
  { name: 'without the record of trades', settings: { without: ['record'] } },
  { name: 'without odds', settings: { without: ['odds'] } },
  ...agentIds.map((id) => ({ name: `without ${id.toUpperCase()}`, settings: { off: [id] } })),
];
