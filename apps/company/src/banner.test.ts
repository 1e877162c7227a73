import { expect, test } from 'vitest';
import { bannerOf, type Opened } from './banner.ts';
import { lineOf } from './feed/index.ts';

const now = new Date('2025-01-06T23:31:00Z');
const opened: Opened = {
  url: 'http://127.0.0.1:3000',
  freshKey: null,
  entryUrl: null,
  standing: 'It is up 2.1 % since it opened 9.0 days ago.',
  joins: null,
  queueBackend: 'redis',
  now,
  timeZone: 'America/Los_Angeles',
  isLive: false,
  tradingMode: 'paper',
};
const said = (changes: Partial<Opened> = {}, machineNow = now) => bannerOf({ ...opened, ...changes }, machineNow);

test('company time is told by the clock that the feed goes by, with its place', () => {
  expect(said()[1]).toBe('Queues run on Redis; company time is 06 Jan 2025, 15:31 Los Angeles; paper money only.');
  const event = { agentId: 'scout', kind: 'trade.executed', title: 'Buy SOL', occurredAt: now, pnl: null };
  expect(lineOf(event, { color: false, timeZone: opened.timeZone })).toMatch(/^01-06 15:31 /);
});

test('real money is told in capitals, the first key once, and whom a start joins', () => {
  const lines = said({ tradingMode: 'live', queueBackend: 'postgres', freshKey: 'atc_operator_x', joins: 'process 7' });
  expect(lines.slice(1)).toEqual([
    'Queues run on PostgreSQL; company time is 06 Jan 2025, 15:31 Los Angeles; REAL MONEY.',
    'Your operator key, shown this once: atc_operator_x',
    'This joins process 7, and takes over when that ends.',
  ]);
});

test('live time that is ahead of the machine is told; a recording may be where it is', () => {
  const behind = new Date(now.getTime() - 5400);
  expect(said({ isLive: true }, behind)).toContain(
    "Company time is 5 s ahead of this machine's clock, which was set back: check it.",
  );
  expect(said({ isLive: true }, now)).toHaveLength(3);
  expect(said({}, behind)).toHaveLength(3);
});

test('a company that goes on says how it stands, a new one that it opens', () => {
  expect(said().at(-1)).toBe('The company goes on where it stopped. It is up 2.1 % since it opened 9.0 days ago.');
  expect(said({ standing: null }).at(-1)).toMatch(/^A new company opens\./);
});

test('the link that signs in stands last', () => {
  const entryUrl = 'http://127.0.0.1:3000/enter/x';
  expect(said({ entryUrl }).at(-1)).toBe(`Signs in once, within ten minutes, on this machine: ${entryUrl}`);
});
