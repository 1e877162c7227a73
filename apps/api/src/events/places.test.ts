import { expect, test } from 'vitest';
import { placeFault } from './places.ts';

const streams = (count: number, perKey = 20) =>
  Array.from({ length: count }, (_, i) => ({ keyId: `key ${Math.floor(i / perKey)}` }));
const asked = (keyId: string, role: 'viewer' | 'operator') => ({ keyId, role, name: keyId, session: null });

test.each([
  ['a key with nineteen', 'viewer', 19, 'key 0', null],
  ['a key with twenty', 'viewer', 20, 'key 0', /this key has 20 streams open/],
  ['an operator’s key with twenty', 'operator', 20, 'key 0', /this key has 20/],
  ['the last place of those for all', 'viewer', 179, 'new', null],
  ['what is left for operators', 'viewer', 180, 'new', /too many streams/],
  ['an operator beside all that others may have', 'operator', 180, 'new', null],
  ['an operator beside all there are', 'operator', 200, 'new', /too many streams/],
] as const)('%s', (...told) => {
  const [, role, open, keyId, fault] = told;
  const said = placeFault(asked(keyId, role), streams(open));
  if (fault) expect(said).toMatch(fault);
  else expect(said).toBeNull();
});
