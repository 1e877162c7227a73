import { expect, test } from 'vitest';
import { deskUrl, type Holder, lifeOf, nameHolder } from './holder.ts';

const holder: Holder = {
  ...{ host: 'desk-1', machine: 'desk-1 boot', pid: 4711, born: '100' },
  ...{ since: '2026-11-29T18:40:02.123Z', url: 'http://127.0.0.1:3000' },
};

test.each([
  ['with its number and its beginning', 'desk-1 boot', { born: '100' }, 'alive'],
  ['with nothing under its number', 'desk-1 boot', null, 'gone'],
  ['with another process under its number', 'desk-1 boot', { born: '200' }, 'gone'],
  ['where nobody tells when a process began', 'desk-1 boot', { born: null }, 'unknown'],
  ['from another machine', 'desk-2 boot', null, 'unknown'],
  ['after its machine was started again', 'desk-1 another boot', { born: '100' }, 'unknown'],
] as const)('a holder looked for %s is judged', (...[, here, running, life]) => {
  expect(lifeOf(holder, here, running)).toBe(life);
});

test('a holder is named by its number, its age and its desk, elsewhere with its machine', () => {
  const said = 'since 2026-11-29 18:40:02 UTC, http://127.0.0.1:3000';
  expect(nameHolder(holder, 'desk-1 boot')).toBe(`process 4711, ${said}`);
  expect(nameHolder(holder, 'desk-2 boot')).toBe(`process 4711 on desk-1, ${said}`);
});

test('a desk that listens everywhere is reached on this machine', () => {
  expect([deskUrl('0.0.0.0', 1), deskUrl('::1', 2)]).toEqual(['http://localhost:1', 'http://[::1]:2']);
});
