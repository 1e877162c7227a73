import { readTradingState } from '@atc/core/desk/protections';
import { Decimal } from '@atc/core/kernel/money';
import { testCompany } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from './desk.ts';
import { readOrder } from './order.ts';
import { exitCodeOf, linesOf, type Status, troublesOf } from './status.ts';
import { tellWhy } from './tell-why.ts';
import { turn } from './turn.ts';

test.each([
  [[], { verb: 'status', json: false }],
  [['status', '--json'], { verb: 'status', json: true }],
  [['why', 'BTC'], { verb: 'why', about: 'BTC' }],
  [['stop', 'going', 'to bed'], { verb: 'turn', state: 'reducing', reason: 'going to bed' }],
  [['stop', '--halt', 'fire'], { verb: 'turn', state: 'halted', reason: 'fire' }],
  [['go', 'rested'], { verb: 'turn', state: 'active', reason: 'rested' }],
  [['feed', '--level', 'money'], { verb: 'feed', level: 'money' }],
  [['feed'], { verb: 'feed', level: 'decisions' }],
])('%j is understood', (args, order) => {
  expect(readOrder(args)).toEqual(order);
});

test.each([
  [['stop']],
  [['stop', ' ']],
  [['go']],
  [['go', '--halt', 'x']],
  [['why']],
  [['why', 'BTC', 'ETH']],
  [['feed', '--level', 'loud']],
  [['feed', 'money']],
  [['status', '--halt']],
  [['status', 'now']],
  [['nosuch']],
  [['--nosuch']],
])('%j is not: a stop without a reason, a word too many, a flag of another', (args) => {
  expect(readOrder(args)).toBeNull();
});

const position = { positionId: 'p', symbol: 'BTC', contract: 'BTC_USDT', pricedAt: new Date(0), lossShare: 0.01 };
const well: Status = {
  ...{
    runs: 'process 7',
    time: '06 Jan 2025, 06:30 Los Angeles',
    mode: 'paper',
    standing: 'It is up.',
    todayUsd: '-2',
  },
  state: { state: 'active', epoch: 1, reason: '', changedBy: 'seed', changedAt: new Date(0) },
  ...{ locks: [], deadLetters: 0, beat: { silentMs: 1000, late: false } },
  risk: {
    ...{ equityUsd: new Decimal(1000), lossUsd: new Decimal(12), lossShare: 0.012 },
    positions: [
      {
        ...{ ...position, price: new Decimal(95_000), stop: new Decimal(90_000), stopRests: true },
        ...{ valueUsd: new Decimal(60), lossUsd: new Decimal('3.16') },
      },
    ],
    limits: [
      { name: 'trades_today', policy: 'trade_limits', unit: 'count', used: new Decimal(2), limit: new Decimal(8) },
      { name: 'drawdown', policy: 'protections', unit: 'share', used: new Decimal(0.013), limit: null },
    ],
  },
};

test('one screen says what is held, where its stop is, what can be lost and how far the limits are', () => {
  expect(linesOf(well)).toEqual([
    '06 Jan 2025, 06:30 Los Angeles, paper money; runs as process 7',
    'It is up.',
    'Equity $1,000.00, today −$2.00; at risk $12.00 (1.2 % of equity) if every stop is hit.',
    '  BTC      $60.00 at 95000, stop 90000 at the venue, $3.16 at risk',
    'Limits: trades today 2 of 8, drawdown 1.3 %',
  ]);
  expect(exitCodeOf(well)).toBe(0);
});

test.each([
  [{ runs: null }, 2, /does not run: nothing watches the 1 position/],
  [
    { state: { ...well.state, state: 'halted' as const, changedBy: 'anna', reason: 'x' } },
    2,
    /halted since anna said "x"/,
  ],
  [{ state: { ...well.state, state: 'reducing' as const } }, 1, /trading is reducing/],
  [{ beat: { silentMs: 3_600_000, late: true } }, 1, /the heartbeat is late: the last was/],
  [{ deadLetters: 2 }, 1, /2 steps failed for good/],
])(
  'with %j a program learns it from the exit code, a person from a line',
  (changes: Partial<Status>, code, trouble) => {
    const status = { ...well, ...changes };
    expect(exitCodeOf(status)).toBe(code);
    expect(troublesOf(status)).toEqual([expect.stringMatching(trouble)]);
    expect(linesOf(status).at(-1)).toMatch(trouble);
  },
);

test('a position without a stop is called that', () => {
  const [held] = well.risk.positions;
  const bare = held ? [{ ...held, stop: null }] : [];
  expect(linesOf({ ...well, risk: { ...well.risk, positions: bare } }).join('\n')).toContain('NO STOP');
});

let company: Awaited<ReturnType<typeof testCompany>>;
let desk: Desk;
const said: string[] = [];
beforeAll(async () => {
  company = await testCompany();
  const { config, db, clock } = company.ctx;
  desk = {
    ...{ config, db, clock, databaseUrl: company.databaseUrl, end: new AbortController().signal },
    say: (line) => said.push(line),
  };
});
afterAll(() => company?.close());

test('why tells the story of a token from its signal on, by name or by the id of any part of it', async () => {
  const trade = await openTrade(company.ctx, { symbol: 'SOL', price: '200', stop: '180' });
  said.length = 0;
  expect(await tellWhy(desk, { about: 'sol' })).toBe(0);
  expect(said.map((line) => line.slice(17, 33).trim())).toEqual(['signal', 'proposal', 'position']);
  const byName = said.map((line) => line.slice(2));
  said.length = 0;
  expect(await tellWhy(desk, { about: trade.id })).toBe(0);
  expect(said.map((line) => line.slice(2))).toEqual(byName);
});

test.each(['NOSUCH', '00000000-0000-7000-8000-000000000000', 'x; DROP TABLE'])(
  'of %s nothing is known',
  async (about) => {
    expect(await tellWhy(desk, { about })).toBe(1);
    expect(said.at(-1)).toMatch(/^nothing is known of/);
  },
);

test('stop and go change the trading state with their reason, and say what proves it', async () => {
  const before = await readTradingState(desk.db);
  expect(await turn(desk, { state: 'halted', reason: 'fire' })).toBe(0);
  expect(said.slice(-2)).toEqual([
    expect.stringMatching(
      `^The desk stands still: epoch ${before.epoch + 1}, written in \\d+ ms; no call of the old state is under way`,
    ),
    '1 position held: no stop of the desk sells while it stands still, until `./desk go`.',
  ]);
  expect(await readTradingState(desk.db)).toMatchObject({ state: 'halted', reason: 'fire' });
  await turn(desk, { state: 'active', reason: 'out' });
  expect(await readTradingState(desk.db)).toMatchObject({ state: 'active', epoch: before.epoch + 2 });
});
