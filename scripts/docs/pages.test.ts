import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import {
  MissionStatus,
  OrderStatus,
  PositionStatus,
  ProposalStatus,
  RoundtableStatus,
  StepStatus,
} from '@atc/core/kernel/db';
import { expect, test } from 'vitest';
import { schema, variableNames } from './configuration.ts';
import { pages } from './pages.ts';
import { drawings } from './states.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

test.each(Object.entries(pages))('%s is what `npm run docs` writes', async (path, text) => {
  expect(await read(path)).toBe(text());
});

test('.env.example lists every variable, with its default', async () => {
  const example = parseEnv(await read('.env.example'));
  expect(Object.keys(example).sort()).toEqual([...variableNames].sort());
  const given = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ''));
  expect(schema.parse(given)).toEqual(schema.parse({}));
});

const stored = { ProposalStatus, MissionStatus, StepStatus, OrderStatus, PositionStatus, RoundtableStatus };

test('the diagrams have the states that the database knows', () => {
  const drawn = drawings.map(({ machine }) => Object.keys(machine.follows).sort());
  expect(drawn).toEqual(Object.values(stored).map((states) => Object.values(states).sort()));
});

test.each(drawings.map(({ title, machine }) => [title, machine] as const))(
  '%s: every state can be reached, and no word ends a line of the diagram',
  (_, { begins, follows }) => {
    const seen = new Set<string>();
    const visit = (state: string): void => {
      if (seen.has(state)) return;
      seen.add(state);
      for (const next of Object.keys(follows[state] ?? {})) visit(next);
    };
    for (const state of Object.keys(begins)) visit(state);
    expect([...seen].sort()).toEqual(Object.keys(follows).sort());
    const words = [begins, ...Object.values(follows)].flatMap((arrows) => Object.values(arrows));
    expect(words.filter((why) => /[:;\n]/.test(why ?? ''))).toEqual([]);
  },
);
