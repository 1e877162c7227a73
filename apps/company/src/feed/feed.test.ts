import { type FeedLevel, latestPosition, listEventsAfter } from '@atc/core/company/events';
import { hostileTexts, testCompany } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { readStart } from '../start-arguments.ts';
import { lineOf } from './line.ts';
import { listenAt } from './listen.ts';
import { startFeed } from './start-feed.ts';

const event = {
  agentId: 'scout',
  kind: 'trade.executed',
  title: 'SCOUT bought 41,200 BONK at 0.00002431, slippage 4 bps, stop 0.00001702',
  occurredAt: new Date('2025-01-06T14:30:00Z'),
  pnl: null,
};
const plain = { color: false, timeZone: 'America/Los_Angeles' };
const ESC = String.fromCharCode(27);

test('a line tells when by the company’s clock, who, and what', () => {
  expect(lineOf(event, plain)).toBe(
    '01-06 06:30  SCOUT     bought 41,200 BONK at 0.00002431, slippage 4 bps, stop 0.00001702',
  );
});

test('a pipe gets no colours, a terminal does', () => {
  expect(lineOf(event, plain)).not.toContain(ESC);
  expect(lineOf(event, { ...plain, color: true })).toContain(ESC);
});

test('a gain is green and a loss is red', () => {
  const closed = { ...event, kind: 'trade.closed', title: 'BONK closed' };
  expect(lineOf({ ...closed, pnl: '1.5' }, { ...plain, color: true })).toContain(`${ESC}[32mBONK closed`);
  expect(lineOf({ ...closed, pnl: '-1.5' }, { ...plain, color: true })).toContain(`${ESC}[31mBONK closed`);
});

test('an agent’s own words are shown without its name again', () => {
  expect(lineOf({ ...event, agentId: 'sage', title: 'SAGE: Exposure first.' }, plain)).toBe(
    '01-06 06:30  SAGE      Exposure first.',
  );
});

test('on a terminal a long line goes on below its own words; in a pipe it stays one line', () => {
  const long = { ...event, title: `SCOUT bought ${'word '.repeat(20)}end` };
  const lines = lineOf(long, { ...plain, columns: () => 70 }).split('\n');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every((line) => line.length <= 70)).toBe(true);
  expect(lines.slice(1).every((line) => /^ {23}\S/.test(line))).toBe(true);
  expect(lines.map((line) => line.slice(23)).join(' ')).toBe(long.title.slice('SCOUT '.length));
  expect(lineOf(long, plain)).not.toContain('\n');
});

const said = (kind: string, more: { agentId?: string; proposalId?: string; vote?: string } = {}) => ({
  ...{ kind, agentId: more.agentId ?? 'observer', proposalId: more.proposalId ?? null },
  fields: { vote: more.vote },
});

test('who listens at a level hears what is told at it and nearer to money, and nothing else', () => {
  const kinds = ['trade.closed', 'position.reviewed', 'scan.finished'];
  const heard = (level: FeedLevel) => kinds.filter((kind) => listenAt(level)(said(kind)));
  expect(heard('money')).toEqual(['trade.closed']);
  expect(heard('decisions')).toEqual(['trade.closed', 'position.reviewed']);
  expect(heard('everything')).toEqual(kinds);
});

test.each(['decisions', 'everything'] as const)('at %s a verdict is told once', (level) => {
  const hears = listenAt(level);
  const about = (kind: string) => said(kind, { proposalId: 'p' });
  expect(hears(said('review.turn', { agentId: 'sage', proposalId: 'p', vote: 'reject' }))).toBe(true);
  expect(hears(said('review.turn', { agentId: 'atlas', proposalId: 'p', vote: 'approve' }))).toBe(true);
  expect(hears(about('roundtable.ended'))).toBe(false);
  expect(hears(about('proposal.accepted'))).toBe(false);
  // A veto, or a limit that was reached meanwhile: ATLAS had said otherwise.
  expect(hears(about('proposal.rejected'))).toBe(true);
  expect(hears(said('proposal.accepted', { proposalId: 'another' }))).toBe(true);
});

test('a start says how much it tells, and refuses what it does not know', () => {
  expect(readStart([])).toEqual({ join: false, feed: 'decisions' });
  expect(readStart(['--join', '--feed', 'money'])).toEqual({ join: true, feed: 'money' });
  for (const args of [['--feed', 'loud'], ['--feed'], ['--nosuch'], ['now']])
    expect(() => readStart(args)).toThrow(
      `${args.join(' ')} is not understood: a start knows --join and --feed money|decisions|everything`,
    );
});

test('a word that is wider than the terminal is not lost', () => {
  const address = 'x'.repeat(200);
  expect(lineOf({ ...event, title: address }, { ...plain, columns: () => 80 })).toContain(address);
});

test('a title can neither clear the screen nor forge a line', () => {
  const forged = { ...event, title: `${ESC}[2JBuy\n01-06 06:31  SCOUT     sold everything` };
  expect(lineOf(forged, plain)).toBe('01-06 06:30  SCOUT      [2JBuy 01-06 06:31  SCOUT     sold everything');
});

test.each(hostileTexts)('a line shows nothing of $what', ({ text, shown }) => {
  expect(lineOf({ ...event, title: text }, plain)).toBe(`01-06 06:30  SCOUT     ${shown}`);
});

test('a feed that is stopped writes all that is still unread, however much it is', async () => {
  const { ctx, close } = await testCompany();
  const lines: string[] = [];
  const start = await latestPosition(ctx.db);
  const feed = await startFeed({ db: ctx.db, ...plain, level: 'money', write: (line) => lines.push(line) });
  await ctx.db.$executeRaw`
    INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, occurred_at)
    SELECT gen_random_uuid(), 'observer', 'trade.closed', 'told ' || n, '', now() FROM generate_series(1, 950) n`;
  // Events are shown when no older transaction of the server runs any more, those of other tests included.
  const shown = async () => (await listEventsAfter(ctx.db, start, 1000)).length;
  await expect.poll(shown, { timeout: 20_000 }).toBe(950);
  await feed.stop();
  expect(lines.filter((line) => line.includes('told ')).length).toBe(950);
  await close();
});
