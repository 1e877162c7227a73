import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainText } from '../../kernel/text/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { adoptSignals, recordSignal } from './index.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

const stored = (id: string) => company.ctx.db.signal.findUniqueOrThrow({ where: { id } });

test.each([
  ['line breaks become spaces', 'sell\n\tit\r\nno', 'sell it no'],
  ['tag characters and joiners go', 'B\u200bO\u2060N\u{e0041}K\ufe0f', 'BONK'],
  ['letters that show nothing go', '\u3164\u115fSOL\u034f', 'SOL'],
  ['letters of other widths become ours', 'ＳＯＬ', 'SOL'],
  ['what comes together without the unseen is composed', 'e\u200b\u0301', 'é'],
  ['half a pair goes', 'a\ud83d', 'a'],
  ['a pair that the cut would part goes', `${'x'.repeat(9)}😀`, 'x'.repeat(9)],
])('%s', (_, given, plain) => {
  expect(plainText(given, 10)).toBe(plain);
});

test.each([
  ['a nought in a note', { metadata: { post: '\u0000buy\u0000' } }, { metadata: { post: 'buy' } }],
  ['half a pair in a note', { metadata: { list: ['\ud83dbuy', 7, null] } }, { metadata: { list: ['buy', 7, null] } }],
  ['a source that the cut would part', { source: `${'x'.repeat(63)}😀` }, { source: 'x'.repeat(63) }],
  ['a source that shows nothing', { source: '\u200b' }, { source: 'unnamed' }],
  ['half a pair in a token', { token: 'NO\ud83d' }, { token: 'NO', status: 'refused' }],
])('a posted signal with %s is taken in', async (_, hostile, kept) => {
  const posted = { source: 'kol', token: 'SOL', signalType: 'buy', trust: 'untrusted' } as const;
  const { id } = await recordSignal(company.ctx, { ...posted, ...hostile });
  expect(await stored(id)).toMatchObject(kept);
});

test('what a script wrote into the table is made plain when it is taken in', async () => {
  const source = `${'y'.repeat(63)}😀 and more`;
  const wrote = {
    source,
    token: 'S\u200bOL',
    metadata: { 'po\u2060st': 'now\n\u{e0041}' },
    observedAt: company.ctx.clock.now(),
  };
  const { id } = await company.ctx.db.signal.create({ data: wrote });
  expect(await adoptSignals(company.ctx)).toBe(1);
  const kept = await stored(id);
  expect(kept).toMatchObject({ source: 'y'.repeat(63), token: 'SOL', trust: 'untrusted', status: 'analyzing' });
  expect(kept.metadata).toEqual({ post: 'now' });
  expect(JSON.stringify(kept)).not.toMatch(UNSEEN);
});
