import { expect, test } from 'vitest';
import { isReadByOthers, secretsIn } from './exposed.ts';

test.each([
  [0o100600, 'linux', false],
  [0o100640, 'linux', true],
  [0o100604, 'darwin', true],
  [0o100644, 'win32', false],
] as const)('mode %o on %s is read by others: %s', (mode, platform, is) => {
  expect(isReadByOthers(mode, platform)).toBe(is);
});

test('a secret is a variable that has one, not one that is empty or harmless', () => {
  expect(
    secretsIn('PORT=3000\nOPERATOR_KEY=abc\nSIGNER_TOKEN=\nDATABASE_URL=postgresql://a:b@c/d\nMARKET=live'),
  ).toEqual(['DATABASE_URL', 'OPERATOR_KEY']);
});
