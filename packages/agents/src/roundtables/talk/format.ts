import type { AgentId } from '@atc/core/company/roster';
import type { TalkFormat } from '@atc/core/loop/kinds';
import { debateTerms } from '@atc/core/loop/reviews';

/** A range, both ends included. */
type Range = readonly [least: number, most: number];

/** What a conversation of a format is like. */
export interface FormatSpec {
  readonly title: string;
  readonly topic: string;
  /** At the table in any case. */
  readonly always: readonly AgentId[];
  /** Of whom the dice fill the remaining seats. */
  readonly others: readonly AgentId[];
  readonly seats: Range;
  readonly turns: Range;
  readonly temperature: number;
  /** When it is held on the company's wall clock; null: only when somebody asks for it. */
  readonly schedule: { readonly minutes: number; readonly weekday?: string } | null;
  /** How often it takes place when it is due. */
  readonly probability: number;
  readonly needsPositions: boolean;
}

const at = (hour: number, minute = 0): number => hour * 60 + minute;

/** The six formats of the table. */
export const formats = {
  morning_standup: {
    title: 'Morning standup',
    topic: "the day's strategy",
    always: ['atlas', 'sage', 'intel'],
    others: ['scout', 'growth', 'observer'],
    seats: [4, 6],
    turns: [6, 12],
    temperature: 0.6,
    schedule: { minutes: at(6, 30) },
    probability: 1,
    needsPositions: false,
  },
  position_review: {
    title: 'Position review',
    topic: 'what we hold: keep, cut or scale',
    always: ['atlas', 'sage', 'scout'],
    others: ['growth'],
    seats: [3, 4],
    turns: [4, 8],
    temperature: 0.5,
    schedule: { minutes: at(11) },
    probability: 0.8,
    needsPositions: true,
  },
  post_mortem: {
    title: 'Post-mortem',
    topic: "what the day's trades taught us",
    always: ['atlas', 'sage', 'growth'],
    others: ['scout', 'intel'],
    seats: [4, 5],
    turns: [8, 15],
    temperature: 0.7,
    schedule: { minutes: at(13, 30) },
    probability: 1,
    needsPositions: false,
  },
  debate: {
    title: 'Debate',
    topic: 'two views of one trade',
    always: ['sage', 'intel'],
    others: ['atlas'],
    seats: [2, 3],
    turns: debateTerms.turns,
    temperature: debateTerms.temperature,
    schedule: null,
    probability: debateTerms.probability,
    needsPositions: false,
  },
  strategy_session: {
    title: 'Strategy session',
    topic: 'how we trade and what to change about it',
    always: ['atlas', 'sage', 'growth'],
    others: ['intel'],
    seats: [3, 4],
    turns: [10, 16],
    temperature: 0.65,
    schedule: { minutes: at(17), weekday: 'Sun' },
    probability: 1,
    needsPositions: false,
  },
  watercooler: {
    title: 'Watercooler',
    topic: 'what nobody asked about',
    always: [],
    others: ['atlas', 'sage', 'scout', 'growth', 'intel', 'observer'],
    seats: [2, 3],
    turns: [3, 6],
    temperature: 0.9,
    schedule: { minutes: at(18) },
    probability: 0.4,
    needsPositions: false,
  },
} as const satisfies Record<TalkFormat, FormatSpec>;
