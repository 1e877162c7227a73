import { afterAll, beforeAll, expect, test } from 'vitest';
import { recountCaps } from '../../desk/caps/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import type { TalkFormat } from '../kinds/index.ts';
import type { ProposalDraft } from './index.ts';
import { submitProposal } from './index.ts';

const TOKENS = 40;
const AT_ONCE = 1000;

let company: TestCompany;

beforeAll(async () => {
  const prices = Object.fromEntries(Array.from({ length: TOKENS }, (_, i) => [`T${i}_USDT`, 10]));
  company = await testCompany({ market: scriptedMarket(prices, { startsAt: TEST_START }) });
});
afterAll(() => company.close());

const draft = (n: number, changes: Partial<ProposalDraft>): ProposalDraft => ({
  agentId: 'scout',
  title: `number ${n}`,
  missionType: 'analysis',
  steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } }],
  origin: { kind: 'operator', id: 'test' },
  dedupeKey: `limits:${changes.missionType ?? 'analysis'}:${changes.signalId ? 'signal' : 'task'}:${n}`,
  ...changes,
});

async function submitAll(drafts: readonly ProposalDraft[]) {
  const answers = await Promise.all(drafts.map((one) => submitProposal(company.ctx, one)));
  const admitted = answers.filter((answer) => answer.status !== 'rejected');
  for (const answer of answers.filter((one) => one.status === 'rejected'))
    expect(answer.reasons.length).toBeGreaterThan(0);
  return admitted.length;
}

test('of 1,000 tasks at once exactly the day’s 200 are admitted (I2)', { timeout: 120_000 }, async () => {
  expect(await submitAll(Array.from({ length: AT_ONCE }, (_, n) => draft(n, {})))).toBe(200);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});

test('of 1,000 entries at once exactly three find a position slot, each in a token of its own (I2)', {
  timeout: 120_000,
}, async () => {
  const instruments = await company.ctx.db.instrument.findMany();
  const signals = await Promise.all(
    instruments.map((instrument) =>
      company.ctx.db.signal.create({
        data: {
          source: 'test',
          token: instrument.symbol,
          instrumentId: instrument.id,
          status: 'analyzed',
          confidence: 0.9,
          observedAt: TEST_START,
          adoptedAt: TEST_START,
        },
      }),
    ),
  );
  const entries = Array.from({ length: AT_ONCE }, (_, n) => {
    const signal = signals[n % signals.length];
    return draft(n, {
      missionType: 'entry',
      instrumentId: signal?.instrumentId ?? '',
      signalId: signal?.id ?? '',
      stopLoss: '9',
      target: '12',
      steps: [
        { kind: 'calculate_risk', payload: {} },
        { kind: 'execute_trade', payload: {} },
        { kind: 'monitor_position', payload: {} },
      ],
    });
  });
  expect(await submitAll(entries)).toBe(3);
  const held = await company.ctx.db.capReservation.findMany({
    where: { key: { startsWith: 'token:' }, state: 'held' },
  });
  expect(new Set(held.map((row) => row.key)).size).toBe(3);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});

test('the same natural key is the same proposal, however often it is submitted at once', async () => {
  const once = draft(1, { dedupeKey: 'the same' });
  const answers = await Promise.all(Array.from({ length: 20 }, () => submitProposal(company.ctx, once)));
  expect(new Set(answers.map((answer) => answer.proposalId)).size).toBe(1);
  expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1);
});

test('of 1,000 action items of conversations at once exactly three are admitted (I2)', {
  timeout: 120_000,
}, async () => {
  await company.setTime(new Date(TEST_START.getTime() + 2 * DAY_MS));
  const items = Array.from({ length: AT_ONCE }, (_, n) =>
    draft(n, { origin: { kind: 'roundtable', id: 'r' }, dedupeKey: `limits:action:${n}` }),
  );
  expect(await submitAll(items)).toBe(3);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});

test('of 1,000 conversations at once exactly six are admitted, then those of the schedule (I2)', {
  timeout: 120_000,
}, async () => {
  await company.setTime(new Date(TEST_START.getTime() + DAY_MS));
  const talk = (n: number, format: TalkFormat, kind: 'operator' | 'schedule') =>
    draft(n, {
      steps: [{ kind: 'roundtable_conversation', payload: { format, topic: 'BONK' } }],
      origin: { kind, id: format },
      dedupeKey: `limits:talk:${n}`,
    });
  expect(await submitAll(Array.from({ length: AT_ONCE }, (_, n) => talk(n, 'post_mortem', 'operator')))).toBe(6);
  const scheduled = (['morning_standup', 'post_mortem', 'post_mortem', 'strategy_session'] as const).map((format, n) =>
    talk(AT_ONCE + n, format, 'schedule'),
  );
  expect(await submitAll(scheduled)).toBe(2);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});
