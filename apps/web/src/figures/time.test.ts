import { expect, test } from 'vitest';
import { sayAge, sayFullTime, saySeconds, saySpan, sayTime, sayZone } from './time.ts';

const at = '2025-01-06T14:30:05.300Z';

test('a time reads as the clock of its zone shows it', () => {
  expect([sayTime(at, 'America/Los_Angeles'), sayTime(at, 'UTC')]).toEqual(['06 Jan 06:30', '06 Jan 14:30']);
  expect([sayFullTime(at, 'UTC'), saySeconds(at, 'UTC')]).toEqual(['06 Jan 2025 14:30', '14:30:05']);
  expect(sayZone('America/Los_Angeles')).toBe('Los Angeles');
});

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [24_840_000, '6 h 54 min'],
  [2 * 86_400_000 + 3_600_000, '2 d 1 h'],
])('%d ms last %s', (ms, said) => {
  expect(saySpan(ms)).toBe(said);
});

test.each([
  [432, '0.4 s'],
  [12_000, '12 s'],
])('%d ms ago is %s old', (ms, said) => {
  expect(sayAge(ms)).toBe(said);
});
