import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '@atc/core/kernel/config';
import { testCompany } from '@atc/core/testing';
import { type LocalOpenAi, type Misbehaviour, openLocalOpenAi } from '@atc/venues/openai';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openModelClient } from '../../llm/index.ts';
import { reserveCall } from '../../llm/store.ts';
import { type DistilBriefing, type Mind, openMinds } from '../index.ts';
import { soundBriefing } from '../testing/sound-briefing.ts';

const KEY = 'sk-local-3f9d2c77b1';
const SAID = { text: 'The numbers hold. Approved.', vote: 'approve', probability: 0.71, reason: 'The numbers hold.' };

const LEFT = {
  memories: [
    {
      agentId: 'sage',
      type: 'lesson',
      content: 'SOL lost 7.0% in a day.',
      confidence: 0.7,
      token: 'SOL',
      tradeIds: ['t1'],
    },
  ],
  actions: ['check_rules'],
};
const talk: DistilBriefing = {
  ...{ key: 'k', format: 'post_mortem', topic: 'SOL', at: '2025-03-01T10:05:12.000Z', participants: ['atlas', 'sage'] },
  said: [{ agentId: 'sage', text: 'SOL cost us 7.0%.', stance: null }],
  trades: [{ id: 't1', symbol: 'SOL', pnlPct: -0.07, holdHours: 24, exitReason: 'stop_loss' }],
  ...{ verdict: null, tokens: ['SOL'], held: [], record: { trades: 1, wins: 0, averagePct: -0.07 } },
  options: [{ id: 'check_rules', says: 'OBSERVER checks the day' }],
};

let company: Awaited<ReturnType<typeof testCompany>>;
let server: LocalOpenAi;
let rules: Mind;

beforeAll(async () => {
  company = await testCompany();
  rules = openMinds(company.ctx).of('atlas');
});
beforeEach(async () => {
  server = await openLocalOpenAi({ apiKey: KEY, answers: { review: SAID, distillation: LEFT } });
});
afterEach(async () => {
  await server.close();
  await company.ctx.db.llmCall.deleteMany();
});
afterAll(() => company?.close());

const calls = () => company.ctx.db.llmCall.findMany({ orderBy: { id: 'asc' } });

/** A mind on the local server, configured as a user would. */
function mindOn(variables: Readonly<Record<string, string>> = {}): Mind {
  const config = readConfig({
    MIND: 'openai',
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_MODEL: 'gpt-4.1-mini',
    DATABASE_URL: company.databaseUrl,
    ...variables,
  });
  return openMinds({ ...company.ctx, config }).of('atlas');
}

test('a model’s opinion is taken as it is, and the call is on record with its tokens, cost and prompt', async () => {
  expect(await mindOn().review(soundBriefing(), 'atlas')).toEqual(SAID);
  expect(await calls()).toMatchObject([
    {
      agentId: 'atlas',
      purpose: 'review',
      model: 'gpt-4.1-mini',
      outcome: 'answered',
      tokensIn: 900,
      tokensOut: 60,
      promptHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      answer: JSON.stringify(SAID),
    },
  ]);
  expect(Number((await calls())[0]?.costUsd)).toBeCloseTo((900 * 0.4 + 60 * 1.6) / 1e6, 12);
});

test.each<Misbehaviour>(['not_json', 'wrong_form', 'invented_number'])(
  'an answer that is %s is asked for once more, and then taken',
  async (how) => {
    server.misbehave(how, 1);
    expect(await mindOn().review(soundBriefing(), 'atlas')).toEqual(SAID);
    expect(server.questions).toHaveLength(2);
    expect(server.questions[1]?.messages.at(-1)?.content).toContain('cannot be used');
  },
);

test.each<Misbehaviour>(['fenced', 'thinking', 'prose', 'parts', 'tool_call'])(
  'an answer that comes %s is taken at once, and paid once',
  async (how) => {
    server.misbehave(how, 1);
    expect(await mindOn().review(soundBriefing(), 'atlas')).toEqual(SAID);
    expect(await calls()).toHaveLength(1);
  },
);

const wrongs: readonly Misbehaviour[] = [
  ...(['not_json', 'wrong_form', 'invented_number'] as const),
  ...(['refusal', 'cut_off', 'filtered', 'empty', 'no_choices', 'two_answers', 'long', 'huge'] as const),
];

test.each(wrongs)('where every answer is %s the rules speak, and the agent says so', async (how) => {
  server.misbehave(how, 4);
  const opinion = await mindOn().review(soundBriefing({ key: how }), 'atlas');
  expect(opinion).toEqual({ ...(await rules.review(soundBriefing({ key: how }), 'atlas')), mind: 'rules' });
  const told = await company.ctx.db.event.findFirst({ where: { kind: 'mind.fell_back' }, orderBy: { id: 'desc' } });
  expect(told?.title).toMatch(/^ATLAS speaks by rule: /);
});

test.each([400, 401, 403, 404, 409, 422, 429, 500, 503])(
  'a server that answers %i lets the rules speak at once, and costs nothing',
  async (status) => {
    server.faults.inject({ path: /completions/, moment: 'before', fault: { kind: 'status', status }, times: 9 });
    expect((await mindOn().review(soundBriefing(), 'atlas')).mind).toBe('rules');
    expect((await calls()).map(({ costUsd }) => Number(costUsd))).toEqual([0]);
  },
);

test('a server that is not there costs nothing', async () => {
  const mind = mindOn();
  await server.close();
  expect((await mind.review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect((await calls()).map(({ costUsd }) => Number(costUsd))).toEqual([0]);
  server = await openLocalOpenAi({ apiKey: KEY, answers: {} });
});

test.each([
  ['a connection that breaks', { kind: 'drop' }],
  ['an answer that is not JSON', { kind: 'malformed' }],
  ['a gateway that gave up waiting', { kind: 'status', status: 504 }],
] as const)(
  '%s lets the rules speak at once, and is charged as reserved: the model may have worked',
  async (_, fault) => {
    server.faults.inject({ path: /completions/, moment: 'before', fault, times: 9 });
    expect((await mindOn().review(soundBriefing(), 'atlas')).mind).toBe('rules');
    expect(await calls()).toMatchObject([{ outcome: 'later', costUsd: null, tokensIn: null }]);
  },
);

test('a server that says 200 and means an error costs nothing', async () => {
  server.misbehave('error_body', 4);
  expect((await mindOn().review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect(await calls()).toMatchObject([{ outcome: 'later', error: 'the server answered 200 with the error 502' }]);
  expect(Number((await calls())[0]?.costUsd)).toBe(0);
});

test('an answer of megabytes is not read to its end, not stored and not sent back', async () => {
  server.misbehave('huge', 1);
  expect((await mindOn().review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect(await calls()).toMatchObject([{ outcome: 'later', error: 'the answer was longer than 1 MB', answer: null }]);
  expect(server.questions).toHaveLength(1);
});

test('a server that drips its answer is not waited for', async () => {
  const drip = createServer((_, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => res.write(' '), 20);
    res.on('close', () => clearInterval(timer));
  }).listen(0, '127.0.0.1');
  await once(drip, 'listening');
  const { port } = drip.address() as AddressInfo;
  const client = openModelClient({ apiKey: KEY, baseUrl: `http://127.0.0.1:${port}/v1`, timeoutMs: 200 });
  const question = { model: 'm', temperature: 0, messages: [], schema: { name: 's', json: {} }, mostTokens: 9 };
  const begun = performance.now();
  expect(await client.ask({ ...question, signal: new AbortController().signal })).toMatchObject({ kind: 'later' });
  expect(performance.now() - begun).toBeLessThan(5000);
  drip.closeAllConnections();
  drip.close();
});

test('a prompt is not sent on to another host', async () => {
  const elsewhere = await openLocalOpenAi({ apiKey: KEY, answers: { review: SAID } });
  const redirect = createServer((_, res) => {
    res.writeHead(307, { location: `${elsewhere.baseUrl}/chat/completions` }).end();
  }).listen(0, '127.0.0.1');
  await once(redirect, 'listening');
  const { port } = redirect.address() as AddressInfo;
  const mind = mindOn({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` });
  expect((await mind.review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect(elsewhere.questions).toHaveLength(0);
  expect(await calls()).toMatchObject([{ outcome: 'refused', error: expect.stringContaining('not followed') }]);
  redirect.close();
  await elsewhere.close();
});

test('a model that thinks first is given more room after it had none left to speak, and from then on', async () => {
  await server.close();
  server = await openLocalOpenAi({ apiKey: KEY, answers: { review: SAID }, thinks: 1000 });
  const mind = mindOn();
  expect(await mind.review(soundBriefing(), 'atlas')).toEqual(SAID);
  expect(await mind.review(soundBriefing({ key: 'again' }), 'atlas')).toEqual(SAID);
  expect((await calls()).map(({ outcome }) => outcome)).toEqual(['unusable', 'answered', 'answered']);
});

test('a model that never gives a usable answer is not paid for ever, and it is said', async () => {
  server.misbehave('not_json', 100);
  const mind = mindOn();
  for (let i = 0; i < 8; i += 1) await mind.review(soundBriefing({ key: `never ${i}` }), 'intel');
  expect(await calls()).toHaveLength(10);
  const told = await company.ctx.db.event.findFirst({
    where: { kind: 'mind.fell_back', agentId: 'intel', title: { contains: 'no usable answer 5 times' } },
  });
  expect(told?.title).toMatch(/^INTEL speaks by rule: the breaker is open: gpt-4\.1-mini gave no usable answer/);
});

test('who is not answered in time speaks by rule, and the call is charged as reserved', async () => {
  server.faults.inject({ path: /completions/, moment: 'before', fault: { kind: 'delay', ms: 5000 }, times: 1 });
  const over = await mindOn().distil(talk, 'growth', AbortSignal.timeout(200));
  expect(over.mind).toBe('rules');
  expect(await calls()).toMatchObject([{ outcome: 'later', error: 'the turn ended first', costUsd: null }]);
});

test.each([
  ['a schema', ['json_schema']],
  ['limits by their old name, and temperatures', ['max_tokens', 'temperature']],
  ['any of these', ['json_schema', 'max_tokens', 'temperature']],
  ['forms of an answer at all', ['json_schema', 'json_object']],
] as const)('a server that does not know %s is spoken to without, from then on', async (_, unknown) => {
  await server.close();
  server = await openLocalOpenAi({ apiKey: KEY, answers: { review: SAID }, unknown });
  const mind = mindOn();
  expect(await mind.review(soundBriefing(), 'atlas')).toEqual(SAID);
  expect(await mind.review(soundBriefing({ key: 'again' }), 'atlas')).toEqual(SAID);
  expect(server.questions).toHaveLength(2);
  expect((await calls()).map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
});

test('an answer that no database takes is kept and said in plain text', async () => {
  server.misbehave('unstorable_text', 1);
  expect(await mindOn().review(soundBriefing(), 'atlas')).toEqual({
    ...{ text: 'Fine. Buy it.', reason: 'Fine.', vote: 'approve', probability: 0.7 },
  });
  expect(await calls()).toMatchObject([{ outcome: 'answered' }]);
});

test('a server that asks for patience is not asked again before its time', async () => {
  server.faults.inject({
    path: /completions/,
    moment: 'before',
    fault: { kind: 'status', status: 429, retryAfterS: 60 },
    times: 1,
  });
  const mind = mindOn();
  await mind.review(soundBriefing(), 'atlas');
  expect((await mind.review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect(server.questions).toHaveLength(0);
});

test.each(['no_usage', 'impossible_usage'] as const)('what is told with %s is charged as reserved', async (how) => {
  server.misbehave(how, 1);
  expect(await mindOn().review(soundBriefing(), 'atlas')).toEqual(SAID);
  const [call] = await calls();
  expect(call).toMatchObject({ outcome: 'answered', tokensIn: null, costUsd: null });
  const sent = JSON.stringify(server.questions[0]?.messages);
  expect(call?.reservedTokens).toBeGreaterThan(Buffer.byteLength(sent));
});

test('when the day’s budget is spent the rules speak, and nobody is asked', async () => {
  const mind = mindOn({ LLM_DAILY_TOKENS: '100' });
  expect((await mind.review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect(server.questions).toHaveLength(0);
});

test.each([
  ['tokens', { dailyTokens: 9000, dailyUsd: 100 }],
  ['USD', { dailyTokens: 1e9, dailyUsd: 0.09 }],
])(
  '1,000 calls at once never pass the budget of %s: each agent takes its third, all together no more than all',
  async (_, limits) => {
    const reserve = (agentId: 'atlas' | 'sage' | 'intel' | 'scout') =>
      reserveCall(company.ctx.db, {
        ...{
          agentId,
          purpose: 'review',
          subjectId: null,
          trace: null,
          model: 'm',
          temperature: 0,
          promptHash: 'h',
          prompt: null,
        },
        ...{ tokens: 100, usd: 0.001, at: company.ctx.clock.now(), limits },
      });
    const agents = ['atlas', 'sage', 'intel', 'scout'] as const;
    const taken = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => reserve(i < 700 ? 'atlas' : (agents[i % 4] ?? 'sage'))),
    );
    expect(taken.filter((id) => id !== null)).toHaveLength(90);
    const rows = await company.ctx.db.llmCall.groupBy({ by: ['agentId'], _count: true });
    expect(rows.find(({ agentId }) => agentId === 'atlas')?._count).toBe(30);
  },
  60_000,
);

test('a model goes over a conversation; figures that nobody said are not taken, and the rules do it', async () => {
  const over = () => mindOn().distil(talk, 'growth', AbortSignal.timeout(5000));
  expect(await over()).toEqual({ distillation: LEFT });
  await server.close();
  const [memory] = LEFT.memories;
  const invented = { ...LEFT, memories: [{ ...memory, content: 'SOL lost 12.5% in a day.' }] };
  server = await openLocalOpenAi({ apiKey: KEY, answers: { distillation: invented } });
  expect(await over()).toMatchObject({ mind: 'rules' });
  expect((await calls()).map(({ purpose }) => purpose)).toEqual(['distil', 'distil', 'distil']);
});

test('no prompt holds a key, a connection string or another secret', async () => {
  await mindOn({ OPERATOR_KEY: 'an-operator-key-that-is-long-enough' }).review(soundBriefing(), 'sage');
  const asked = JSON.stringify([server.questions, await calls()]);
  for (const secret of [KEY, company.databaseUrl, new URL(company.databaseUrl).pathname.slice(1), 'an-operator-key'])
    expect(asked).not.toContain(secret);
  expect(asked).not.toMatch(/postgres(ql)?:\/\/|redis:\/\/|sk-[a-z]/);
});

test('a recorded conversation is played again without a server, at no cost and with the same words', async () => {
  const first = await mindOn().review(soundBriefing(), 'atlas');
  await server.close();
  const replayed = await mindOn({ LLM_REPLAY: 'on' }).review(soundBriefing(), 'atlas');
  expect(replayed).toEqual(first);
  expect(await calls()).toHaveLength(1);
  server = await openLocalOpenAi({ apiKey: KEY, answers: {} });
});

test('prompts and answers are kept as their hash only, where the owner wants it so', async () => {
  await mindOn({ LLM_KEEP_TEXT: 'off' }).review(soundBriefing(), 'atlas');
  expect(await calls()).toMatchObject([{ prompt: null, answer: null, outcome: 'answered' }]);
});

test('an agent may have a model of its own', async () => {
  const mind = mindOn({ OPENAI_MODELS: 'sage:gpt-4.1,intel:tiny' });
  await mind.review(soundBriefing(), 'sage');
  await mind.review(soundBriefing(), 'atlas');
  expect(server.questions.map(({ model }) => model)).toEqual(['gpt-4.1', 'gpt-4.1-mini']);
});
