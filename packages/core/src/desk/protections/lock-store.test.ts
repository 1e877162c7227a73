import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { readBooksFacts } from './lock-store.ts';

const HOURS = 20_000;
const before = (hours: number): Date => new Date(DESK_START.getTime() - hours * 3_600_000);
const window = { drawdown: before(7 * 24), loss: before(24) };

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
  await desk.db.$executeRaw`
    INSERT INTO ops_portfolio_history (id, account_id, timestamp, total_value, cash_usd, pnl_24h, realized_pnl,
      unrealized_pnl, fees_usd, open_positions, drawdown, peak_value, cause)
    SELECT gen_random_uuid(), ${desk.accountId}::uuid, ${DESK_START}::timestamptz - make_interval(hours => n),
           1000 + n, 1000 + n, 0, n, 0, 0, 0, 0, 1000 + n, 'hourly'
    FROM generate_series(1, ${HOURS}::int) n`;
  await desk.db.$executeRaw`ANALYZE ops_portfolio_history`;
});
afterAll(() => desk.close());

test('a window knows its own highest equity and where it began, and nothing before', async () => {
  expect(await readBooksFacts(desk.db, window)).toEqual({
    equityUsd: 1000,
    peakUsd: 1000 + 7 * 24,
    beganAtUsd: 1000 + 24,
  });
});

test('the books are asked at every bar: however long their history, it is not read whole', async () => {
  await inTransaction(desk.db, async (tx) => {
    await readBooksFacts(tx, window);
    const [read] = await tx.$queryRaw<{ whole: number; byIndex: number }[]>`
      SELECT seq_scan::int AS whole, idx_scan::int AS "byIndex" FROM pg_stat_xact_user_tables
             WHERE relname = 'ops_portfolio_history'`;
    expect(read?.whole).toBe(0);
    expect(read?.byIndex).toBeGreaterThan(0);
  });
});
