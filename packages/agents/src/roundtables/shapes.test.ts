import { agentIds } from '@atc/core/company/roster';
import { beforeAll, expect, test } from 'vitest';
import { shapeOf } from '../minds/rule-mind/speech/speech.ts';
import { type HeardTurn, talkedDays } from './testing/talked-days.ts';

const DAYS = 7;
/** What 783 turns of a replayed month had before they were made of findings. */
const BEFORE = { shapes: 209, turns: 783 } as const;
const TIMES = 5;
const SLOW_MS = 300_000;

interface Sentence {
  readonly format: HeardTurn['format'];
  readonly text: string;
}

let turns: readonly HeardTurn[];
let sentences: readonly Sentence[];
beforeAll(async () => {
  turns = await talkedDays(DAYS);
  sentences = turns.flatMap(({ format, text }) => sentencesOf(text).map((each) => ({ format, text: each })));
}, SLOW_MS);

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.?!])\s+/).filter((each) => each !== '');
const shapesOf = (all: readonly Sentence[]): number => new Set(all.map(({ text }) => shapeOf(text))).size;

const names = new RegExp(
  String.raw`\b(?:${['BONK', 'SOL', 'WIF', 'JUP', 'PYTH', ...agentIds.map((id) => id.toUpperCase())].join('|')})\b`,
);
/** Whether a sentence has a figure, or names a token or a colleague. */
const saysSomething = (text: string): boolean => /\d/.test(text) || names.test(text);

test('a week of talk has five times as many shapes of sentence a turn as talk had before', () => {
  expect(turns.length).toBeGreaterThan(150);
  expect(shapesOf(sentences)).toBeGreaterThanOrEqual((TIMES * BEFORE.shapes * turns.length) / BEFORE.turns);
});

test('outside the watercooler every sentence has a figure or a name', () => {
  expect(sentences.filter(({ format, text }) => format !== 'watercooler' && !saysSomething(text))).toEqual([]);
});

test('a sentence of other figures and names is of the same shape, and one of other words is not', () => {
  const heard = ['SOL made 8.7% today.', 'WIF made 12% today.', 'WIF lost 12% today.'];
  expect(shapesOf(heard.map((text) => ({ format: 'debate', text })))).toBe(2);
  expect(['The tape is rising.', 'SOL is rising.', 'It rose 8.7%.'].map(saysSomething)).toEqual([false, true, true]);
});
