import { auditKinds } from '@atc/api/testing';
import { readConfig } from '@atc/core/kernel/config';
import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Company } from './company.ts';
import { openCompany } from './open-company.ts';

interface Link {
  readonly kind: string;
  readonly id: string;
  readonly says: string;
  readonly asked: boolean;
  readonly seal: { readonly seq: number; readonly hash: string } | null;
}

const key = 'an-operator-key-of-a-test-long-enough';
let database: TestDatabase;
let company: Company;
let chain: readonly Link[];

interface Listed<T> {
  readonly items: readonly T[];
}

interface Debate {
  readonly turns: readonly { readonly kind: string; readonly agentId: string; readonly text: string | null }[];
  readonly votes: readonly {
    readonly vote: string;
    readonly reason: string;
    readonly brier: number | null;
    readonly written: boolean;
  }[];
}

/** What a path answers, as the body that a test expects of it. */
async function ask<T>(path: string): Promise<{ readonly status: number; readonly body: T }> {
  const answer = await fetch(`${company.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: (await answer.json()) as T };
}

const chainOf = async ({ kind, id }: Pick<Link, 'kind' | 'id'>): Promise<readonly Link[]> =>
  (await ask<{ readonly links: readonly Link[] }>(`/api/audit/${kind}/${id}`)).body.links;

/** Links that only one of two chains has; the company trades on, so that a chain may grow between two questions. */
async function differs(one: Link, other: Link | undefined): Promise<readonly string[]> {
  const [a, b] = [textOf(await chainOf(one)), textOf(other ? await chainOf(other) : [])];
  return [...a.filter((link) => !b.includes(link)), ...b.filter((link) => !a.includes(link))];
}

const textOf = (links: readonly Link[]) => links.map(({ kind, id }) => `${kind} ${id}`);

beforeAll(async () => {
  const servers = testServers();
  database = await createTestDatabase(servers.adminUrl);
  company = await openCompany({
    config: readConfig({
      DATABASE_URL: database.url,
      ...(servers.redisUrl ? { REDIS_URL: servers.redisUrl } : {}),
      PORT: '0',
      SEED: '2',
      SPEED: 'max',
      LOG_LEVEL: 'silent',
      OPERATOR_KEY: key,
    }),
    color: false,
    say: () => undefined,
    tell: () => undefined,
  });
  chain = await vi.waitFor(closedTrade, { timeout: 240_000, interval: 200 });
}, 260_000);

afterAll(async () => {
  await company?.close();
  await database?.drop();
});

/** The chain of the first closed trade, once all that can be sealed of it is. */
async function closedTrade(): Promise<readonly Link[]> {
  const [position] = (await ask<Listed<{ readonly id: string }>>('/api/positions?status=closed')).body.items;
  const links = await chainOf({ kind: 'position', id: position?.id ?? '' });
  const sealable = links.filter(({ kind }) => ['verdict', 'vote', 'order_transition', 'fill'].includes(kind));
  expect(links.at(-1)?.kind).toBe('outcome');
  expect(sealable.every(({ seal }) => seal !== null)).toBe(true);
  return links;
}

test('every fill leads back to order, step, mission, proposal, verdicts, votes, and what started it (I8)', async () => {
  const fills = chain.filter(({ kind }) => kind === 'fill');
  expect(fills.length).toBeGreaterThanOrEqual(2);
  for (const fill of fills) {
    const links = await chainOf(fill);
    expect(links.find(({ asked }) => asked)).toMatchObject({ kind: 'fill', id: fill.id });
    const kinds = links.map(({ kind }) => kind);
    const inOrder = [
      'signal',
      'proposal',
      'verdict',
      'vote',
      'mission',
      'step',
      'order',
      'fill',
      'position',
      'outcome',
    ];
    const firsts = inOrder.map((kind) => kinds.indexOf(kind as (typeof kinds)[number]));
    expect(firsts.every((first) => first >= 0)).toBe(true);
    expect([...firsts].sort((a, b) => a - b)).toEqual(firsts);
  }
});

test('every link of a trade tells the same chain (I8)', async () => {
  // What started it may have started other things too.
  const rows = new Set<string>(auditKinds.filter((kind) => kind !== 'signal' && kind !== 'event'));
  const position = chain.find(({ kind }) => kind === 'position') ?? chain[0];
  for (const link of chain.filter(({ kind }) => rows.has(kind)))
    await expect.poll(() => differs(link, position), { timeout: 20_000 }).toEqual([]);
});

test('a chain says in words why it bought, what its reviewers thought and how it ended', () => {
  const said = (kind: string) => chain.find((link) => link.kind === kind)?.says ?? '';
  expect(said('signal')).toMatch(/ said buy \w+, confidence \d+\.\d %: /);
  expect(said('vote')).toMatch(/^(approve|reject|abstain), \d+\.\d % sure: /);
  expect(said('fill')).toMatch(/^bought [\d,.]+ \w+ at [\d.]+, slippage/);
  expect(said('outcome')).toMatch(/^\w+: (win|loss|breakeven), −?\d+\.\d\d USD/);
});

test('the debate that decided a trade is served with its arguments and verdict, and the chain’s votes', async () => {
  const proposalId = chain.find(({ kind }) => kind === 'proposal')?.id;
  const { items } = (await ask<Listed<{ id: string; proposalId: string | null }>>('/api/roundtables?limit=100')).body;
  const debate = items.find((table) => table.proposalId === proposalId);
  const { body } = await ask<Debate>(`/api/roundtables/${debate?.id}`);
  expect(body).toMatchObject({
    format: 'debate',
    status: 'succeeded',
    verdict: { decision: 'approve', decidedBy: 'atlas', outcome: 'accepted', reason: expect.any(String) },
  });
  const argued = body.turns.filter(({ kind }) => kind === 'speak');
  const agents = (of: readonly { agentId: string }[]) => new Set(of.map(({ agentId }) => agentId));
  expect(agents(argued)).toEqual(new Set(['scout', 'sage', 'atlas']));
  expect(argued.every(({ text }) => text)).toBe(true);
  const inChain = chain.filter(({ kind }) => kind === 'vote').map(({ says }) => says);
  expect(body.votes.filter(({ written }) => !written)).toHaveLength(3);
  expect(body.votes).toHaveLength(6);
  for (const { vote, reason, brier } of body.votes) {
    expect(inChain.some((says) => says.startsWith(vote) && says.endsWith(reason))).toBe(true);
    expect(brier === null || (brier >= 0 && brier <= 1)).toBe(true);
  }
});

test('the head of the audit chain is shown, and what is not there is not found', async () => {
  const { body } = await ask<{ readonly head: string; readonly records: number }>('/api/audit');
  expect(body.head).toMatch(/^[0-9a-f]{64}$/);
  expect(body.records).toBeGreaterThan(20);
  expect((await ask('/api/audit/fill/01890000-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await ask('/api/audit/secret/01890000-0000-7000-8000-000000000000')).status).toBe(404);
});
