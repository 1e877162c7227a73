import { inTransaction, type Tx } from '@atc/core/kernel/db';
import { DAY_MS } from '@atc/core/kernel/time';
import { talkFormats } from '@atc/core/loop/kinds';
import { submitProposal } from '@atc/core/loop/proposals';
import { makePromoted } from '@atc/core/loop/strategies/testing';
import { testCompany } from '@atc/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { madePoint, openMinds } from '../../minds/index.ts';
import { shapeOf } from '../../minds/rule-mind/speech/speech.ts';
import { turnByTurn } from '../../minds/testing/turn-by-turn.ts';
import { seedRelationships } from '../../relationships/index.ts';
import { runTurn, sweepTurns } from '../index.ts';
import { takeTurn } from '../turns/index.ts';
import { conveneRoundtable } from './convene.ts';
import { conveneDue } from './convene-due.ts';
import { formats } from './format.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;

beforeEach(async () => {
  company = await testCompany();
  ctx = { ...company.ctx, minds: turnByTurn(openMinds(company.ctx)) };
});
afterEach(() => company.close());

const turnsOf = (roundtableId: string) =>
  ctx.db.roundtableTurn.findMany({ where: { roundtableId, kind: 'speak' }, orderBy: { turnNo: 'asc' } });

async function convene(format: (typeof talkFormats)[number]): Promise<string> {
  const end = await conveneRoundtable(ctx, { stepId: crypto.randomUUID(), payload: { format, topic: 'the day' } });
  if (end.kind !== 'succeeded') throw new Error('not convened');
  return String(end.result.roundtableId);
}

async function holdAll(roundtableId: string): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const { id } of await turnsOf(roundtableId)) {
    const { nudge } = await ctx.db.roundtableTurn.findUniqueOrThrow({ where: { id } });
    outcomes.push(await runTurn(ctx, { id, nudge }));
  }
  return outcomes;
}

test.each(talkFormats)(
  'a %s is held to its end by those at the table, and no sentence is said twice',
  async (format) => {
    const id = await convene(format);
    expect((await holdAll(id)).at(-1)).toBe('ended');
    const { status, participants } = await ctx.db.roundtable.findUniqueOrThrow({ where: { id } });
    const turns = await turnsOf(id);
    expect(status).toBe('succeeded');
    expect(participants.length).toBeGreaterThanOrEqual(formats[format].seats[0]);
    expect(turns.every(({ agentId }) => agentId !== null && participants.includes(agentId))).toBe(true);
    expect(turns.some(({ agentId }, i) => i > 0 && turns[i - 1]?.agentId === agentId)).toBe(false);
    const sentences = turns.flatMap(({ text }) => (text ?? '').split(/(?<=[.?!])\s+/));
    expect(new Set(sentences).size).toBe(sentences.length);
  },
);

test('each turn keeps its claim and what it answers, in its own words and by the distance of stances', async () => {
  const id = await convene('morning_standup');
  await holdAll(id);
  const turns = (await turnsOf(id)).map(({ text, agentId, content }) => {
    return { text: text ?? '', agentId, ...madePoint.parse(content) };
  });
  expect(turns.every(({ text, claim }) => claim !== undefined && text.includes(claim.figure))).toBe(true);
  const answers = turns.flatMap(({ text, agentId, answer }) => (answer ? [{ text, agentId, answer }] : []));
  expect(answers.length).toBe(turns.length - 1);
  for (const { text, agentId, answer } of answers) {
    const claimed = turns.find(({ claim }) => claim?.id === answer.to);
    expect(claimed).toMatchObject({ agentId: answer.agentId, claim: { figure: answer.figure } });
    expect(answer.agentId).not.toBe(agentId);
    for (const named of [answer.agentId.toUpperCase(), answer.figure]) expect(text).toContain(named);
  }
});

test('outside of a watercooler no sentence is without a figure or a name', async () => {
  for (const format of talkFormats.filter((each) => each !== 'watercooler')) {
    const id = await convene(format);
    await holdAll(id);
    const sentences = (await turnsOf(id)).flatMap(({ text }) => (text ?? '').split(/(?<=[.?!])\s+/));
    const names = /\d|BONK|SOL|WIF|ATLAS|SAGE|SCOUT|GROWTH|INTEL|OBSERVER/;
    expect(sentences.filter((sentence) => !names.test(sentence))).toEqual([]);
  }
});

test('every turn is told once, in the words that were stored', async () => {
  const id = await convene('morning_standup');
  await holdAll(id);
  const told = await ctx.db.event.findMany({ where: { kind: 'roundtable.turn' }, orderBy: { id: 'asc' } });
  expect(told.map(({ title }) => title)).toEqual(
    (await turnsOf(id)).map(({ agentId, text }) => `${agentId?.toUpperCase()}: ${text}`),
  );
});

test('a killed worker leaves its turn to the next, and nothing is said twice', async () => {
  const id = await convene('morning_standup');
  const [first] = await turnsOf(id);
  await takeTurn(ctx.db, { id: first?.id ?? '', nudge: 0 });
  await ctx.db.roundtableTurn.update({ where: { id: first?.id ?? '' }, data: { leaseUntil: new Date(0) } });
  expect(await sweepTurns(ctx)).toBe(1);
  expect((await holdAll(id)).at(-1)).toBe('ended');
  expect((await turnsOf(id)).every(({ state }) => state === 'done')).toBe(true);
});

test('a mind that fails leaves its reason with the turn', async () => {
  const id = await convene('morning_standup');
  const [first] = await turnsOf(id);
  const broken = {
    name: 'broken',
    free: false,
    speak: () => Promise.reject(new Error('no words')),
    review: ctx.minds.of('atlas').review,
    write: ctx.minds.of('atlas').write,
    distil: ctx.minds.of('atlas').distil,
    imagine: ctx.minds.of('atlas').imagine,
  };
  const job = { id: first?.id ?? '', nudge: 0 };
  await expect(runTurn({ ...ctx, minds: { of: () => broken } }, job)).rejects.toThrow('no words');
  expect((await turnsOf(id))[0]).toMatchObject({ state: 'running', lastError: expect.stringContaining('no words') });
});

test('the same step convenes once', async () => {
  const request = { stepId: crypto.randomUUID(), payload: { format: 'debate', topic: 'BONK' } } as const;
  const [one, other] = [await conveneRoundtable(ctx, request), await conveneRoundtable(ctx, request)];
  expect(one).toMatchObject({ kind: 'succeeded' });
  expect(await ctx.db.roundtable.count()).toBe(1);
  expect(other).toMatchObject({ result: { roundtableId: one.kind === 'succeeded' ? one.result.roundtableId : '' } });
});

test('nobody opens two days running with the same words', async () => {
  const opened = async () => {
    const id = await convene('morning_standup');
    await holdAll(id);
    const turns = await turnsOf(id);
    return new Map(
      turns.toReversed().map(({ agentId, text }) => [agentId, shapeOf((text ?? '').split(/(?<=[.?!])\s+/)[0] ?? '')]),
    );
  };
  const monday = await opened();
  await company.setTime(new Date(ctx.clock.now().getTime() + DAY_MS));
  const tuesday = await opened();
  for (const [agent, words] of tuesday) expect(words).not.toBe(monday.get(agent));
});

test('the standup is due at half past six, once a day, even when beats were missed', async () => {
  const beat = {
    write: <T>(work: (tx: Tx) => Promise<T>) => inTransaction(ctx.db, work),
    signal: new AbortController().signal,
  };
  const now = ctx.clock.now();
  const at = (hour: number, minute: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, hour, minute));
  await company.setTime(at(14, 25));
  expect(await conveneDue(ctx, beat as never)).toBe(0);
  await company.setTime(at(14, 50));
  expect(await conveneDue(ctx, beat as never)).toBe(1);
  expect(await conveneDue(ctx, beat as never)).toBe(0);
  expect(
    await ctx.db.proposal.count({ where: { status: 'accepted', dedupeKey: { startsWith: 'talk:morning' } } }),
  ).toBe(1);
});

test('conversations beyond the quota of the day are refused, two slots held for standup and post-mortem', async () => {
  const draft = (key: string) => ({
    agentId: 'atlas' as const,
    title: 'a talk',
    missionType: 'analysis' as const,
    steps: [{ kind: 'roundtable_conversation' as const, payload: { format: 'watercooler' as const, topic: 'tea' } }],
    origin: { kind: 'operator' as const, id: 'anna' },
    dedupeKey: key,
  });
  const statuses = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await submitProposal(ctx, draft(`talk ${i}`))).status);
  expect(statuses).toEqual([...Array.from({ length: 6 }, () => 'accepted'), 'rejected']);
});

test('a strategy session knows how the strategies stand, and no other conversation does', async () => {
  await makePromoted(ctx);
  const said = async (format: (typeof talkFormats)[number]) => {
    const id = await convene(format);
    await holdAll(id);
    return (await turnsOf(id)).map(({ text }) => text).join(' ');
  };
  expect(await said('strategy_session')).toContain('trend-majors@');
  expect(await said('post_mortem')).not.toContain('trend-majors@');
});

test('a conversation moves how well they get on, by 0.03 a pair at most, once, with a log', async () => {
  await seedRelationships(ctx.db);
  const before = await ctx.db.relationship.findMany();
  const id = await convene('strategy_session');
  await holdAll(id);
  await holdAll(id);
  const after = await ctx.db.relationship.findMany();
  const moved = after.filter(({ driftLog }) => Array.isArray(driftLog) && driftLog.length > 0);
  expect(moved.length).toBeGreaterThan(0);
  for (const pair of moved) {
    const was = before.find(({ agentA, agentB }) => agentA === pair.agentA && agentB === pair.agentB);
    expect(Math.abs(pair.affinity - (was?.affinity ?? 0))).toBeLessThanOrEqual(0.0300001);
    expect(pair).toMatchObject({ totalInteractions: 1, driftLog: [{ roundtableId: id }] });
  }
});
