import { agentIds } from '@atc/core/company/roster';
import { expect, test } from 'vitest';
import { type Persona, personas } from './index.ts';

test('every agent of the roster has one persona under its own id', () => {
  expect(Object.keys(personas).sort()).toEqual([...agentIds].sort());
  for (const id of agentIds) expect(personas[id].id).toBe(id);
});

test('no two personas sound alike', () => {
  for (const field of ['tone', 'quirk', 'voice', 'directive', 'role'] as const) {
    expect(new Set(agentIds.map((id) => personas[id][field])).size).toBe(agentIds.length);
  }
});

test('nobody may invent a price', () => {
  for (const id of agentIds) expect(personas[id].hardBans.join(' ')).toContain('Never state a price');
});

test('INTEL alone is given words from outside, and does nothing that moves a position', () => {
  const reading = agentIds.filter((id) => (personas[id] as Persona).sees.includes('outside_text'));
  expect(reading).toEqual(['intel']);
  expect(personas.intel.tasks).toEqual(['scan', 'research', 'play_strategies']);
});
