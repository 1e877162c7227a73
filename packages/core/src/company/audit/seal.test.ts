import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBreak, NO_HEAD, type Seal, type SealedRecord, sealAfter, sealedKinds } from './seal.ts';

const record = (rowId: string, canonical = '{}'): SealedRecord => ({ kind: 'event', rowId, canonical });
const chain = sealAfter(NO_HEAD, [record('a'), record('b'), record('c')]);
const changed = (at: number, changes: Partial<Seal>) =>
  chain.map((link, i) => (i === at ? { ...link, ...changes } : link));

test('a chain begins at number 1 after 64 zeros, and each link names the hash of the one before', () => {
  expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(chain.map(({ prev }) => prev)).toEqual(['0'.repeat(64), chain[0]?.hash, chain[1]?.hash]);
});

test('a hash covers the one before, the number, the kind, the row and the record', () => {
  const text = ['0'.repeat(64), 1, 'event', 'a', '{}'].join('\n');
  expect(chain[0]?.hash).toBe(createHash('sha256').update(text).digest('hex'));
});

test('a chain that nobody touched has no break', () => {
  expect(findBreak(NO_HEAD, chain)).toBeNull();
  expect(findBreak(NO_HEAD, [])).toBeNull();
});

test.each<readonly [string, readonly Seal[], number]>([
  ['a changed record', changed(1, { canonical: '{"pnl":1}' }), 1],
  ['a changed row', changed(1, { rowId: 'x' }), 1],
  ['a changed kind', changed(0, { kind: 'fill' }), 0],
  ['a changed hash', changed(2, { hash: 'f'.repeat(64) }), 2],
  ['a changed number', changed(2, { seq: 4 }), 2],
  ['another link before it', changed(1, { prev: 'f'.repeat(64) }), 1],
])('%s breaks the chain there', (_, links, at) => {
  expect(findBreak(NO_HEAD, links)).toBe(links[at]);
});

test('a link that is left out, added or moved breaks the chain', () => {
  const [a, b, c] = chain as [Seal, Seal, Seal];
  expect(findBreak(NO_HEAD, [a, c])).toBe(c);
  expect(findBreak(NO_HEAD, [b, c])).toBe(b);
  expect(findBreak(NO_HEAD, [a, a, b])).toBe(a);
  expect(findBreak(NO_HEAD, [b, a, c])).toBe(b);
});

test('a link that was sealed anew after a change breaks the chain at the next one', () => {
  const [a, b, c] = chain as [Seal, Seal, Seal];
  const [forged] = sealAfter(a, [record('b', '{"pnl":1}')]) as [Seal];
  expect(findBreak(NO_HEAD, [a, forged, c])).toBe(c);
  expect(b.hash).not.toBe(forged.hash);
});

test('however a chain is continued, it is the same chain (I9)', () => {
  const rows = fc.array(
    fc.record({ kind: fc.constantFrom(...sealedKinds), rowId: fc.string(), canonical: fc.string() }),
  );
  fc.assert(
    fc.property(rows, fc.nat(), (records, cut) => {
      const at = records.length === 0 ? 0 : cut % records.length;
      const first = sealAfter(NO_HEAD, records.slice(0, at));
      const rest = sealAfter(first.at(-1) ?? NO_HEAD, records.slice(at));
      expect([...first, ...rest]).toEqual(sealAfter(NO_HEAD, records));
      expect(findBreak(NO_HEAD, [...first, ...rest])).toBeNull();
    }),
  );
});

test('what is written once is sealed: events, verdicts, votes, orders, fills, money, policies and trials', () => {
  expect(sealedKinds).toEqual([
    ...['event', 'verdict', 'vote', 'order_transition'],
    ...['fill', 'ledger_entry', 'policy_version', 'strategy_trial'],
  ]);
});
