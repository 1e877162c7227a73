import { inTransaction } from '@atc/core/kernel/db';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { watchPrices } from '@atc/core/loop/clockwork';
import { matches, takeCooldown } from '@atc/core/loop/triggers';
import { scriptedMarket, TEST_START } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The first half of the chapter "Trigger rules": the six that answer to events.
let company: SeededCompany;
const market = scriptedMarket({ SOL_USDT: 1, WIF_USDT: 1, BONK_USDT: 1 }, { startsAt: TEST_START });
beforeAll(async () => {
  company = await seededCompany({ market });
});
afterAll(() => company?.close());

const closing = (pnlPct: number, exitReason = 'operator') => ({ fields: { pnlPct, exitReason } });
const analysed = (confidence: number) => ({ fields: { confidence } });
const holding = (openPositions: number) => ({ portfolio: { openPositions } });

const rules = [
  ['trade_big_win', 'trade.closed', 'growth', 'analyse_outcome', 60, closing(0.5), closing(0.501)],
  ['trade_big_loss', 'trade.closed', 'sage', 'diagnose', 60, closing(-0.3), closing(-0.301)],
  ['position_at_risk', 'position.at_risk', 'atlas', 'review_position', 30, null, {}],
  ['signal_high_confidence', 'signal.analyzed', 'scout', 'prepare_plan', 15, analysed(0.8), analysed(0.801)],
  ['max_positions_reached', 'trade.executed', 'observer', 'check_system', 60, holding(2), holding(3)],
  ['stop_loss_hit', 'trade.closed', 'growth', 'analyse_outcome', 30, closing(-0.1), closing(-0.1, 'stop_loss')],
] as const;

test.each(rules)('%s listens to %s and sends %s to %s, once in %d minutes', async (...rule) => {
  const [name, event, target, task, cooldown, misses, hits] = rule;
  const [row] = await company.ask(
    `SELECT rule_type::text AS type, trigger_event, conditions, action_config, cooldown_minutes, enabled, schedule,
            fire_count, last_fired_at FROM ops_trigger_rules WHERE name = '${name}'`,
  );
  expect(row).toMatchObject({
    type: 'reactive',
    trigger_event: event,
    action_config: { targetAgent: target, task },
    cooldown_minutes: cooldown,
    enabled: true,
    schedule: null,
    fire_count: 0,
    last_fired_at: null,
  });
  const conditions = row?.conditions as Parameters<typeof matches>[0];
  expect(matches(conditions, hits)).toBe(true);
  if (misses) expect(matches(conditions, misses)).toBe(false);
});

test('there are six of them', async () => {
  const named = await company.ask(`SELECT name FROM ops_trigger_rules WHERE rule_type = 'reactive'`);
  expect(named.map(({ name }) => name).toSorted()).toEqual(rules.map(([name]) => name).toSorted());
});

// Fees of 0.1 % are paid on both sides: 1.503 is 50 % above what was paid, 0.7014 is 30 % below.
test.each([
  ['1.502', 'win', []],
  ['1.504', 'win', ['big_win']],
  ['0.702', 'loss', []],
  ['0.701', 'loss', ['big_loss']],
  ['1.006', 'breakeven', []],
  ['1.008', 'win', []],
  ['0.998', 'breakeven', []],
  ['0.996', 'loss', []],
])('a trade bought at 1 that closes at %s is a %s, and tagged so', async (price, outcome, tags) => {
  const trade = await openTrade(company.ctx, { symbol: 'WIF', price: '1', stop: '0.5' });
  await closeTrade(company.ctx, trade, { price, reason: 'operator' });
  const [event] = await company.ask(
    `SELECT tags FROM ops_agent_events WHERE kind = 'trade.closed' AND trade_id = '${trade.id}'`,
  );
  const told = event?.tags as readonly string[];
  expect(told).toEqual(expect.arrayContaining(['trade', outcome, ...tags]));
  expect(told.filter((tag) => tag.startsWith('big_'))).toEqual(tags);
  const [row] = await company.ask(`SELECT outcome_type::text FROM ops_trade_outcomes WHERE trade_id = '${trade.id}'`);
  expect(row).toEqual({ outcome_type: outcome });
});

test('a position is at risk from twenty percent below its cost on', async () => {
  await openTrade(company.ctx, { symbol: 'SOL', price: '1', stop: '0.5' });
  const told = () => company.ask(`SELECT tags FROM ops_agent_events WHERE kind = 'position.at_risk'`);
  for (const [bar, close, events] of [
    [1, 0.805, 0],
    [2, 0.795, 1],
  ] as const) {
    market.append('SOL_USDT', { close });
    await company.setTime(new Date(TEST_START.getTime() + bar * market.barMs));
    await watchPrices(company.ctx);
    expect(await told()).toHaveLength(events);
  }
});

test('a cooldown of so many minutes is over after exactly as many, for its subject alone', async () => {
  const take = (subject: string, minutesLater: number) =>
    inTransaction(company.ctx.db, (tx) =>
      takeCooldown(tx, {
        key: 'rule',
        subject,
        minutes: 60,
        now: new Date(TEST_START.getTime() + minutesLater * MINUTE_MS),
      }),
    );
  expect(await take('SOL', 0)).toBe(true);
  expect(await take('SOL', 59.9)).toBe(false);
  expect(await take('WIF', 59.9)).toBe(true);
  expect(await take('SOL', 60)).toBe(true);
});
