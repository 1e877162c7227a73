import { readConfig } from '@atc/core/kernel/config';
import { testCompany } from '@atc/core/testing';
import { type LocalOpenAi, openLocalOpenAi } from '@atc/venues/openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentContext } from '../context/index.ts';
import { openMinds } from '../minds/index.ts';
import { seedAgents } from '../personas/index.ts';
import { seedRelationships } from '../relationships/index.ts';
import { conveneRoundtable, replayTalk, runTurn } from './index.ts';

const STEP = '0190f7a0-0000-7000-8000-00000000aaaa';
const payload = { format: 'strategy_session', topic: 'how we trade' } as const;

let company: Awaited<ReturnType<typeof testCompany>>;
let server: LocalOpenAi;
let asked = 0;

beforeAll(async () => {
  company = await testCompany();
  await seedAgents(company.ctx.db);
  server = await openLocalOpenAi({
    apiKey: 'k',
    answers: {
      get speech() {
        asked += 1;
        return { text: `That is one thought${', and another'.repeat(asked)}.` };
      },
      distillation: { memories: [], actions: [] },
    },
  });
});
afterAll(async () => {
  await server?.close();
  await company?.close();
});

function thinking(variables: Readonly<Record<string, string>> = {}): AgentContext {
  const connection = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.baseUrl, DATABASE_URL: company.databaseUrl };
  const config = readConfig({
    MIND: 'openai',
    LLM_DAILY_TOKENS: '9000000',
    LLM_DAILY_USD: '99',
    ...connection,
    ...variables,
  });
  return { ...company.ctx, minds: openMinds({ ...company.ctx, config }) };
}

/**
 * Holds the conversation whole, at the same moment in the same world; who said what, by which mind, and what it left.
 */
async function hold(ctx: AgentContext) {
  const { db } = ctx;
  await db.relationship.deleteMany();
  await seedRelationships(db);
  await conveneRoundtable(ctx, { stepId: STEP, payload });
  const next = () => db.roundtableTurn.findFirst({ where: { state: 'queued' }, orderBy: { turnNo: 'asc' } });
  for (let turn = await next(); turn; turn = await next()) await runTurn(ctx, turn);
  const turns = await db.roundtableTurn.findMany({ orderBy: { turnNo: 'asc' } });
  const drifts = await db.relationship.findMany({ select: { agentA: true, agentB: true, affinity: true } });
  const again = await replayTalk(company.ctx, turns[0]?.roundtableId ?? '');
  await db.roundtableTurn.deleteMany();
  await db.roundtable.deleteMany();
  return {
    again,
    said: turns.map(({ agentId, text, mind, content }) => ({ agentId, text, mind, content })),
    drifts,
  };
}

test('a conversation is played again from the record: the same words, nobody asked, nothing spent', async () => {
  server.misbehave('not_json', 1);
  server.faults.inject({ path: /completions/, moment: 'after', fault: { kind: 'status', status: 503 }, times: 1 });
  const first = await hold(thinking());
  expect(new Set(first.said.map(({ mind }) => mind))).toEqual(new Set(['openai', 'rules']));
  const calls = await company.ctx.db.llmCall.count();
  await server.close();
  const again = await hold(thinking({ LLM_REPLAY: 'on' }));
  expect(again.said.slice(0, -1)).toEqual(first.said.slice(0, -1));
  expect(again.drifts).toEqual(first.drifts);
  expect(await company.ctx.db.llmCall.count()).toBe(calls);
});

test('any conversation on record is played again later, whatever has happened, without model or event', async () => {
  server = await openLocalOpenAi({ apiKey: 'k', answers: { speech: { text: 'So be it.' } } });
  server.faults.inject({ path: /completions/, moment: 'after', fault: { kind: 'status', status: 503 }, times: 1 });
  const { said, again } = await hold(thinking());
  const spoken = said.slice(0, -1).map(({ text }) => text);
  expect(again.map((turn) => turn.said)).toEqual(spoken);
  expect(again.map((turn) => turn.again)).toEqual(spoken);
});
