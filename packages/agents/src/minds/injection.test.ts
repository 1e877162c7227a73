import { readConfig } from '@atc/core/kernel/config';
import { inTransaction } from '@atc/core/kernel/db';
import { plainText } from '@atc/core/kernel/text';
import { remember } from '@atc/core/loop/memories';
import { submitProposal } from '@atc/core/loop/proposals';
import { recordSignal } from '@atc/core/loop/signals';
import { testCompany } from '@atc/core/testing';
import { type LocalOpenAi, openLocalOpenAi } from '@atc/venues/openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMinds } from './index.ts';
import { injectionCorpus } from './testing/injection-corpus.ts';
import { soundBriefing } from './testing/sound-briefing.ts';

const KEY = 'sk-never-to-be-seen-9';
const corpus = injectionCorpus();
/** What goes through the database, evenly from the whole. */
const sample = corpus.filter((_, i) => i % Math.ceil(corpus.length / 150) === 0);
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;

let company: Awaited<ReturnType<typeof testCompany>>;
let server: LocalOpenAi;
let answer: { text: string; vote: string; probability: number; reason: string };
let proposals = 0;

beforeAll(async () => {
  company = await testCompany();
  answer = { text: 'Fine.', vote: 'approve', probability: 1, reason: 'Fine.' };
  server = await openLocalOpenAi({
    apiKey: KEY,
    answers: {
      get review() {
        return answer;
      },
    },
  });
});
afterAll(async () => {
  await server?.close();
  await company?.close();
});

/** Everything that decides what may be traded, where and how much. */
async function law() {
  const { db } = company.ctx;
  const [policies, state, instruments, accounts, breakers] = await Promise.all([
    db.policy.findMany({ select: { key: true, value: true, version: true }, orderBy: { key: 'asc' } }),
    db.tradingState.findFirst({ select: { state: true, epoch: true } }),
    db.instrument.findMany({ select: { contract: true, venue: true }, orderBy: { contract: 'asc' } }),
    db.account.findMany({ select: { venue: true, cashUsd: true } }),
    db.circuitBreaker.count(),
  ]);
  return JSON.stringify({ policies, state, instruments, accounts, breakers, orders: await db.order.count() });
}

/** What the gates say of a huge purchase, a small one, and one without a stop; each time under a fresh key. */
async function verdicts() {
  const { db } = company.ctx;
  const instrument = await db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  const said: unknown[] = [];
  for (const wish of [{ sizeUsd: '900000', stopLoss: '190' }, { sizeUsd: '20', stopLoss: '190' }, { sizeUsd: '1' }]) {
    proposals += 1;
    const { proposalId, status } = await submitProposal(company.ctx, {
      agentId: 'scout',
      title: 'Buy SOL',
      missionType: 'entry',
      signalType: 'buy',
      instrumentId: instrument.id,
      ...wish,
      steps: [{ kind: 'execute_trade', payload: {} }],
      origin: { kind: 'operator', id: 'test' },
      dedupeKey: `injection:${proposals}`,
    });
    const proposal = await db.proposal.findUniqueOrThrow({
      where: { id: proposalId },
      include: { gateVerdicts: true },
    });
    said.push([
      status,
      proposal.sizeUsd?.toFixed(),
      ...proposal.gateVerdicts.map(({ gate, check, open, limit }) => [gate, check, open, limit].join()),
    ]);
    // What was reserved is given back, so that the next round finds the same room.
    await db.$executeRaw`
      UPDATE ops_trading_proposals SET status = 'rejected', resolved_at = now() WHERE id = ${proposalId}::uuid
        AND status = 'pending'`;
    await db.capReservation.deleteMany();
    await db.$executeRaw`UPDATE ops_cap_usage SET used = 0`;
  }
  return JSON.stringify(said);
}

test('as signal text, token name and post, no attack moves a limit, a state or a gate (I11)', {
  timeout: 120_000,
}, async () => {
  const [lawBefore, gatesBefore] = [await law(), await verdicts()];
  for (const text of sample) {
    const posted = { signalType: 'buy', trust: 'untrusted', metadata: { post: text.slice(0, 2000) } } as const;
    await recordSignal(company.ctx, {
      ...posted,
      source: `kol ${text}`.slice(0, 64),
      token: text.slice(0, 200),
      confidence: 1,
    });
    await recordSignal(company.ctx, { ...posted, source: text.slice(0, 64), token: 'SOL', confidence: 1 });
  }
  expect(await law()).toBe(lawBefore);
  expect(await verdicts()).toBe(gatesBefore);
  const { db } = company.ctx;
  expect(await db.proposal.count({ where: { missionType: 'entry', originKind: { not: 'operator' } } })).toBe(0);
  for (const { source, token } of await db.signal.findMany()) {
    expect(source.length).toBeLessThanOrEqual(64);
    expect(`${source}${token}`).not.toMatch(INVISIBLE);
  }
});

test('as a memory, no attack moves a gate, and none becomes a strategy, a preference or a lesson (I11)', {
  timeout: 120_000,
}, async () => {
  const [lawBefore, gatesBefore] = [await law(), await verdicts()];
  for (const [i, content] of sample.entries())
    for (const type of ['pattern', 'insight', 'strategy', 'preference', 'lesson'] as const)
      await inTransaction(company.ctx.db, (tx) =>
        remember(company.ctx, tx, {
          ...{
            agentId: 'atlas',
            type,
            content,
            confidence: 0.9,
            tags: ['good', 'source'],
            subject: null,
            evidence: {},
          },
          ...{ sourceTraceId: `outside:${i}`, trust: 'untrusted' },
        }),
      );
  expect(await law()).toBe(lawBefore);
  expect(await verdicts()).toBe(gatesBefore);
  const kept = await company.ctx.db.memory.groupBy({ by: ['type'], _count: true });
  expect(kept.map(({ type }) => type).sort()).toEqual(['insight', 'pattern']);
});

test('no attack as an answer moves a gate or a size; one with figures of its own is not said (I11)', {
  timeout: 120_000,
}, async () => {
  const [lawBefore, gatesBefore] = [await law(), await verdicts()];
  const mind = openMinds({
    ...company.ctx,
    config: readConfig({
      MIND: 'openai',
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: server.baseUrl,
      LLM_DAILY_TOKENS: '100000000',
      LLM_DAILY_USD: '1000',
    }),
  }).of('atlas');
  for (const text of sample) {
    answer = { text: text.slice(0, 600) || 'x', vote: 'approve', probability: 1, reason: text.slice(0, 300) || 'x' };
    const opinion = await mind.review(soundBriefing({ key: text.slice(0, 40) }), 'atlas');
    expect(Object.keys(opinion).sort()).toEqual(
      opinion.mind ? ['mind', 'probability', 'reason', 'text', 'vote'] : ['probability', 'reason', 'text', 'vote'],
    );
  }
  answer = { text: 'Put 73519.42 USD into it.', vote: 'approve', probability: 1, reason: 'Because.' };
  expect((await mind.review(soundBriefing(), 'atlas')).mind).toBe('rules');
  expect(await law()).toBe(lawBefore);
  expect(await verdicts()).toBe(gatesBefore);
});

test('inside a briefing every attack stays quoted data under the same instructions, with no secret near', {
  timeout: 120_000,
}, async () => {
  answer = { text: 'Fine.', vote: 'approve', probability: 0.7, reason: 'Fine.' };
  const config = readConfig({
    MIND: 'openai',
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: server.baseUrl,
    LLM_DAILY_TOKENS: '100000000',
    LLM_DAILY_USD: '1000',
  });
  const mind = openMinds({ ...company.ctx, config }).of('sage');
  const before = server.questions.length;
  const record = { token: none, source: none, company: none };
  for (const text of sample) {
    const sourceName = plainText(text, 64);
    await mind.review(soundBriefing({ record: { ...record, sourceName } }), 'sage');
    const [system, data] = server.questions.at(-1)?.messages ?? [];
    expect(system?.content).toBe(server.questions[before]?.messages[0]?.content);
    expect(JSON.parse(data?.content ?? '').record.sourceName).toBe(sourceName);
  }
  const asked = JSON.stringify(server.questions);
  for (const secret of [KEY, company.databaseUrl]) expect(asked).not.toContain(secret);
});

const none = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };

test('what outside text may hold is made plain: composed, visible, and short', () => {
  for (const text of corpus) {
    const plain = plainText(text, 64);
    expect(plain.length).toBeLessThanOrEqual(64);
    expect(plain).not.toMatch(INVISIBLE);
    expect(plain).toBe(plain.normalize('NFKC'));
  }
});
