import { expect, test } from 'vitest';
import { isAllowed, type LockedPackage, licenceFaults, licenceOf } from './licences.ts';

const allowed = new Set(['MIT', 'ISC']);
const exceptions = [{ name: 'tool*', says: 'AGPL-3.0', because: 'it is a tool' }];

const faults = (said: Partial<LockedPackage>) =>
  licenceFaults([{ name: 'a', version: '1.0.0', locked: 'MIT', installed: 'MIT', ...said }], {
    allowed,
    exceptions: said.name ? exceptions : [],
  });

test.each([
  ['MIT', true],
  ['MIT OR AGPL-3.0', true],
  ['MIT AND AGPL-3.0', false],
  ['(MIT OR AGPL-3.0) AND ISC', true],
  ['(MIT AND AGPL-3.0) OR (GPL-2.0 AND ISC)', false],
  ['MIT-like', false],
  ['SEE LICENSE IN LICENSE', false],
])('%s allowed: %s', (expression, is) => {
  expect(isAllowed(expression, allowed)).toBe(is);
});

test.each([
  ['a licence that is allowed', {}, []],
  ['one that is not', { locked: 'GPL-3.0', installed: 'GPL-3.0' }, ['a@1.0.0: GPL-3.0 is not allowed']],
  ['none', { locked: null, installed: null }, ['a@1.0.0: it says nothing of its licence']],
  ['one of a package for another system', { locked: 'ISC', installed: undefined }, []],
  [
    'another than the lock file says',
    { installed: 'GPL-3.0' },
    ['a@1.0.0: the lock file says MIT, the installed package GPL-3.0'],
  ],
  ['an exception', { name: 'tool-x', locked: 'AGPL-3.0', installed: 'AGPL-3.0' }, []],
  [
    'an exception whose licence has changed',
    { name: 'tool-x', locked: 'SSPL-1.0', installed: 'SSPL-1.0' },
    ['tool-x@1.0.0: it says SSPL-1.0 and its exception in law.ts is for AGPL-3.0'],
  ],
])('%s', (_, said, expected) => {
  expect(faults(said)).toEqual(expected);
});

test('an exception that nothing needs any more is a fault', () => {
  expect(licenceFaults([], { allowed, exceptions })).toEqual([
    'tool*: there is an exception for it in law.ts, and no such package',
  ]);
});

test.each([
  [{ license: 'MIT' }, 'MIT'],
  [{ licenses: ['MIT'] }, 'MIT'],
  [{ license: [{ type: 'Public Domain' }, { type: 'MIT' }] }, 'Public Domain, MIT'],
  [{}, null],
])('%j says %s', (manifest, said) => {
  expect(licenceOf(manifest)).toBe(said);
});
