import { seededDice } from '@atc/core/kernel/dice';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { nextDue, rollTurn } from '@atc/core/loop/triggers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededDatabase, seededDatabase } from './testing/index.ts';

// The second half of the chapter "Trigger rules": the six that run by the clock.
let database: SeededDatabase;
beforeAll(async () => {
  database = await seededDatabase();
});
afterAll(() => database?.close());

const HOUR = 60;
const rules = [
  ['proactive_scan_signals', 'intel', 'scan', 30, ['top_gainers', 'KOL_activity', 'volume_spikes']],
  ['proactive_review_positions', 'atlas', 'review_position', 2 * HOUR, ['exit_timing', 'scale_decisions']],
  ['proactive_risk_analysis', 'sage', 'assess_portfolio', 4 * HOUR, ['exposure', 'correlation', 'drawdown']],
  ['proactive_performance_review', 'growth', 'analyse_outcome', 6 * HOUR, ['win_rate', 'avg_winner', 'avg_loser']],
  ['proactive_market_research', 'intel', 'research', 3 * HOUR, ['fundamentals', 'social_sentiment', 'technicals']],
  [
    'proactive_system_health',
    'observer',
    'check_system',
    8 * HOUR,
    ['error_rate', 'execution_quality', 'rule_compliance'],
  ],
] as const;

test.each(rules)('%s asks %s to %s every %d minutes', async (...rule) => {
  const [name, targetAgent, task, everyMinutes, topics] = rule;
  const [row] = await database.ask(
    `SELECT rule_type::text AS type, trigger_event, conditions, action_config, schedule, cooldown_minutes, enabled
     FROM ops_trigger_rules WHERE name = '${name}'`,
  );
  expect(row).toEqual({
    type: 'proactive',
    trigger_event: null,
    conditions: {},
    action_config: { targetAgent, task, topics, subject: 'company' },
    schedule: { everyMinutes },
    cooldown_minutes: 0,
    enabled: true,
  });
});

test('there are six of them', async () => {
  const named = await database.ask(`SELECT name FROM ops_trigger_rules WHERE rule_type = 'proactive'`);
  expect(named.map(({ name }) => name).toSorted()).toEqual(rules.map(([name]) => name).toSorted());
});

test('a turn comes after its interval, moved by a tenth of it at most', () => {
  const from = new Date('2025-02-03T15:00:00Z');
  const minutesLater = (roll: number) => (nextDue(from, 120, roll).getTime() - from.getTime()) / MINUTE_MS;
  expect([0, 0.5, 1].map(minutesLater)).toEqual([108, 120, 132]);
});

// 5,000 turns: a share of 10 % lies outside of 4.5 standard errors about once in 150,000 runs.
test('one turn in ten is left out, and every topic has its turn', () => {
  const dice = seededDice('specification');
  const turns = Array.from({ length: 5_000 }, (_, n) => rollTurn(dice, `${n}`, ['one', 'two', 'three']));
  const leftOut = turns.filter((turn) => turn.leftOut).length / turns.length;
  expect(Math.abs(leftOut - 0.1)).toBeLessThan(4.5 * Math.sqrt((0.1 * 0.9) / turns.length));
  for (const topic of ['one', 'two', 'three']) {
    const share = turns.filter((turn) => turn.topic === topic).length / turns.length;
    expect(Math.abs(share - 1 / 3)).toBeLessThan(4.5 * Math.sqrt(2 / 9 / turns.length));
  }
});
