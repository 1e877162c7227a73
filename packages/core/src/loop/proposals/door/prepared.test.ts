import { expect, test } from 'vitest';
import type { Odds } from '../../../desk/odds/index.ts';
import type { Dice } from '../../../kernel/dice/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { policySet } from '../../../testing/gate-facts.ts';
import { scriptedMarket } from '../../../testing/scripted-market.ts';
import type { ProposalDraft } from '../proposal.ts';
import { judgeDraft } from './prepared.ts';
import { probationOf } from './size.ts';
import type { DoorReading } from './store.ts';

const now = new Date('2025-02-03T15:00:00Z');
const DAY = '2025-02-03';
const positionId = '0198f0f0-0000-7000-8000-000000000001';
const market = scriptedMarket({ BONK_USDT: 1 }, { startsAt: now });
const rolled: string[] = [];
const dice: Dice = {
  seed: 'door',
  roll: (decision, key) => {
    rolled.push(`${decision} ${key}`);
    return 0.5;
  },
};

const draft = (changes: Partial<ProposalDraft> = {}): ProposalDraft => ({
  agentId: 'scout',
  title: 'Buy BONK',
  missionType: 'entry',
  instrumentId: positionId,
  stopLoss: '0.7',
  steps: [
    { kind: 'calculate_risk', payload: {} },
    { kind: 'execute_trade', payload: {} },
    { kind: 'monitor_position', payload: {} },
  ],
  origin: { kind: 'event', id: 'event' },
  dedupeKey: 'key',
  ...changes,
});
/** Odds that make for the whole size. */
const earning: Odds = {
  ...{ probability: 0.8, of: 200, paid: 160, needs: 0.4, telling: true, shown: 'earns' },
  edge: { mean: 0.5, low: 0.3, high: 0.7 },
};

const reading = (changes: Partial<DoorReading> = {}): DoorReading => ({
  tradingState: 'active',
  accountId: 'account',
  accountMode: 'paper',
  hasTraded: true,
  cashUsd: new Decimal(1000),
  equityUsd: new Decimal(1000),
  contract: 'BONK_USDT',
  symbol: 'BONK',
  instrumentId: positionId,
  lot: new Decimal('0.000001'),
  confidence: 1,
  odds: earning,
  sourceEntries: 9,
  signalStatus: null,
  signalType: null,
  signalInstrumentId: null,
  signalSource: null,
  signalTrust: null,
  signalSender: null,
  held: false,
  lossesSinceWin: 0,
  agentsOff: [],
  affinity: 0.8,
  strategy: null,
  foundUsd: null,
  position: null,
  usage: {},
  locks: [],
  policies: policySet(),
  ...changes,
});
const judged = (some: Partial<DoorReading> = {}, wish: Partial<ProposalDraft> = {}) =>
  judgeDraft({ draft: draft(wish), reading: reading(some), market, dice, now });
const shut = (prepared: ReturnType<typeof judged>) =>
  prepared.verdicts.flatMap(({ open, check }) => (open ? [] : [check]));
const position = (status = 'open') => ({
  id: positionId,
  status,
  quantity: new Decimal(30),
  costBasisUsd: new Decimal(30),
  stopLoss: new Decimal('0.7'),
});
const scaleUp: Partial<ProposalDraft> = {
  missionType: 'scale',
  positionId,
  steps: [{ kind: 'scale_position', payload: { positionId, direction: 'up' } }],
};
const talk = (format: 'morning_standup' | 'watercooler', kind: 'schedule' | 'operator'): Partial<ProposalDraft> => ({
  missionType: 'analysis',
  steps: [{ kind: 'roundtable_conversation', payload: { format, topic: 'x' } }],
  origin: { kind, id: 'x' },
});

test('an entry is sized, passes and is reviewed', () => {
  const prepared = judged();
  // 1,000 x 1 % at a stop of 30 % below
  expect(prepared.entry?.sizeUsd.toFixed()).toBe('33.33');
  expect(shut(prepared)).toEqual([]);
  expect(prepared.approval).toMatchObject({ kind: 'review', route: 'desk_review' });
  expect(prepared.day).toBe(DAY);
});

test('two positions of 60 USD at a 30 % stop leave 14 USD of risk, and the third is sized to 46.66 USD', () => {
  const rich = { equityUsd: new Decimal(1000), usage: { risk_usd: new Decimal(36) } };
  const prepared = judged({ ...rich, confidence: 1, policies: policySet() }, { stopLoss: '0.7' });
  expect(prepared.facts.riskUsedUsd?.toNumber()).toBe(36);
  // What the confidence deserves is less than what the risk would leave.
  expect(prepared.entry?.sizeUsd.toFixed()).toBe('33.33');
  expect(judged({ ...rich, usage: { risk_usd: new Decimal(45) } }).entry?.sizeUsd.toFixed()).toBe('16.66');
});

test('cash and risk that other purchases have reserved are not there', () => {
  const prepared = judged({ usage: { cash_usd: new Decimal(980), risk_usd: new Decimal(1) } });
  expect(prepared.entry?.sizeUsd.toFixed()).toBe('20');
  expect(prepared.facts.cashLeftUsd?.toFixed()).toBe('20');
});

test.each<[string, Partial<DoorReading>]>([
  ['a confidence', { confidence: null }],
  ['equity', { equityUsd: null }],
  ['cash', { cashUsd: null }],
  ['a contract', { contract: null }],
  ['a listed contract', { contract: 'GONE_USDT' }],
])('without %s nothing is bought, and nothing guessed', (_, changes) => {
  const prepared = judged(changes);
  expect(prepared.entry).toBeNull();
  expect(prepared.approval).toEqual({ kind: 'rejected' });
  expect(shut(prepared)).toContain('position_size');
});

test('a stop that would sell at once is refused, and everything else is judged as if there were none', () => {
  const prepared = judged({}, { stopLoss: '1.2' });
  expect(shut(prepared)).toEqual(['stop_loss']);
  expect(prepared.entry).toMatchObject({ stopDefaulted: true });
});

test('a token that lost twice since its last win is bought as a probe whatever its odds, but by an operator', () => {
  const sizeOf = (lossesSinceWin: number, wish: Partial<ProposalDraft> = {}) =>
    judged({ lossesSinceWin }, wish).entry?.sizeUsd.toNumber();
  expect(sizeOf(1)).toBeGreaterThan(20);
  expect(sizeOf(2)).toBe(20);
  expect(shut(judged({ lossesSinceWin: 5 }))).toEqual([]);
  expect(sizeOf(2, { origin: { kind: 'operator', id: 'anna' } })).toBe(sizeOf(0));
  expect(probationOf(judged({ lossesSinceWin: 2 }))).toBe('2 losses in 30 days without a win: a probe of 20.00 USD');
  expect(probationOf(judged({ lossesSinceWin: 1 }))).toBeNull();
});

test('a first trade with real money is a small one', () => {
  const live = policySet({ live_trading: { enabled: true, first_order_usd: 12 } });
  const sizeOf = (changes: Partial<DoorReading>) =>
    judged({ accountMode: 'live', policies: live, ...changes }).entry?.sizeUsd.toFixed();
  expect(sizeOf({ hasTraded: false })).toBe('12');
  expect(sizeOf({ hasTraded: true })).toBe('33.33');
  expect(sizeOf({ accountMode: 'paper', hasTraded: false })).toBe('33.33');
});

test('more of a position counts what is held of it, less of one is not sized', () => {
  expect(judged({ position: position() }, scaleUp).entry?.sizeUsd.toFixed()).toBe('30');
  const down = [{ kind: 'scale_position' as const, payload: { positionId, direction: 'down' as const } }];
  expect(judged({ position: position() }, { ...scaleUp, steps: down }).entry).toBeNull();
});

test('what was used today is what the day’s keys say', () => {
  const count = (value: number) => new Decimal(value);
  const usage = {
    [`trades:${DAY}`]: count(1),
    positions: count(2),
    [`analyses:${DAY}`]: count(3),
    [`posted_analyses:${DAY}`]: count(4),
    [`posted_analyses:${DAY}:key-1`]: count(5),
    [`conversations:${DAY}`]: count(6),
    [`other_conversations:${DAY}`]: count(7),
    [`tasks:${DAY}`]: count(8),
    [`action_items:${DAY}`]: count(9),
    [`strategy_tests:${DAY}`]: count(10),
  };
  const told = { trades: 1, positions: 2, analyses: 3, postedAnalyses: 4, conversations: 6, otherConversations: 7 };
  const tasks = { tasks: 8, actionItems: 9, strategyTests: 10 };
  expect(judged({ usage }).facts.usage).toEqual({ ...told, senderAnalyses: 0, ...tasks });
  expect(judged({ usage, signalSender: 'key-1' }).facts.usage.senderAnalyses).toBe(5);
});

test('the day is that of the company’s time zone', () => {
  const early = new Date('2025-02-03T07:00:00Z');
  const prepared = judgeDraft({ draft: draft(), reading: reading(), market, dice, now: early });
  expect(prepared.day).toBe('2025-02-02');
});

test('analyses are kept for what is held and for signals from outside', () => {
  const { facts } = judged({ signalTrust: 'untrusted' });
  expect([facts.mayUseKeptAnalyses, facts.posted]).toEqual([true, true]);
  const held = judged({ held: true, signalTrust: 'trusted' }).facts;
  expect([held.mayUseKeptAnalyses, held.posted]).toEqual([true, false]);
  expect(judged({ signalTrust: 'trusted' }).facts.mayUseKeptAnalyses).toBe(false);
});

test('the standup of the schedule holds its slot, one that somebody convenes and other talks do not', () => {
  const holds = (wish: Partial<ProposalDraft>) => judged({}, wish).facts.mayUseHeldConversations;
  expect(holds(talk('morning_standup', 'schedule'))).toBe(true);
  expect(holds(talk('morning_standup', 'operator'))).toBe(false);
  expect(holds(talk('watercooler', 'schedule'))).toBe(false);
});

test('what a conversation wants is known as that', () => {
  expect(judged({}, { origin: { kind: 'roundtable', id: 'x' } }).facts.fromConversation).toBe(true);
  expect(judged().facts.fromConversation).toBe(false);
});

test('a token outside of the universe, and one that is not known, are not listed', () => {
  expect(judged().facts.instrumentListed).toBe(true);
  expect(judged({ policies: policySet({ universe: { contracts: [] } }) }).facts.instrumentListed).toBe(false);
  expect(judged({ contract: null }).facts.instrumentListed).toBe(false);
});

const QUARREL = { affinity: 0.2 };

test('a pair that gets on badly debates by a roll of what is proposed and when', () => {
  rolled.length = 0;
  expect(judged(QUARREL).approval).toMatchObject({ route: 'debate', required: false });
  const key = `entry|BONK_USDT|${now.toISOString()}`;
  expect(rolled).toEqual([`debate.quarrel ${key}`, `debate.turns ${key}`]);
});

test('without a free slot they review, and what must be debated is refused', () => {
  const full = { usage: { [`conversations:${DAY}`]: new Decimal(8) } };
  expect(judged({ ...full, ...QUARREL }).approval).toMatchObject({ route: 'desk_review' });
  const large = judged({ ...full, equityUsd: new Decimal(2000) });
  expect(large.entry?.sizeUsd.toNumber()).toBeGreaterThan(40);
  expect(large.approval).toEqual({ kind: 'rejected' });
  expect(shut(large)).toEqual(['daily_conversations']);
});

test('an exit passes whatever is used, locked or unknown (I12)', () => {
  const full = Object.fromEntries(
    ['trades', 'conversations', 'tasks'].map((name) => [`${name}:${DAY}`, new Decimal(999)]),
  );
  const exit: Partial<ProposalDraft> = {
    missionType: 'exit',
    positionId,
    protective: true,
    steps: [{ kind: 'close_position', payload: { positionId } }],
  };
  const locks = [{ kind: 'max_drawdown', reason: 'deep', endsAt: null }];
  const worst = { usage: full, locks, tradingState: null, cashUsd: null, equityUsd: null, confidence: null } as const;
  const prepared = judged({ ...worst, position: position() }, exit);
  expect(shut(prepared)).toEqual([]);
  expect(prepared.approval).toEqual({ kind: 'accepted', route: 'protective' });
});

test('a stop that is given and right is the one that counts', () => {
  expect(judged({}, { stopLoss: '0.8' }).entry).toMatchObject({ stopLoss: new Decimal('0.8'), stopDefaulted: false });
});

test('shape, signal and part are asked beside the gates', () => {
  expect(shut(judged({}, { missionType: 'hedge' }))).toContain('shape');
  expect(shut(judged({}, { signalId: positionId }))).toEqual(['signal']);
  const part: Partial<ProposalDraft> = { missionType: 'exit', positionId, fraction: 0.1 };
  const steps = [{ kind: 'close_position' as const, payload: { positionId } }];
  expect(shut(judged({ position: position() }, { ...part, steps }))).toEqual(['part_size']);
});

test('without a readable company policy the day is that of UTC', () => {
  const set = policySet();
  const policies = { ...set, values: { ...set.values, company: undefined } };
  const early = new Date('2025-02-03T07:00:00Z');
  expect(judgeDraft({ draft: draft(), reading: reading({ policies }), market, dice, now: early }).day).toBe(DAY);
});

test('before there is a price nothing is bought', () => {
  const early = new Date(0);
  const prepared = judgeDraft({ draft: draft(), reading: reading(), market, dice, now: early });
  expect(prepared.entry).toBeNull();
  expect(shut(prepared)).toContain('price_fresh');
});
