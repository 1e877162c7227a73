import { sealRecords } from '@atc/core/company/audit';
import { emitEvent } from '@atc/core/company/events';
import { inTransaction } from '@atc/core/kernel/db';
import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';
import { linkOfBeginning } from './link.ts';
import { type AuditLink, auditKinds, beginnings } from './view.ts';

let api: TestApi;
let trade: MadeTrade;
beforeAll(async () => {
  api = await testApi();
  trade = await openTrade(api.company.ctx, {
    symbol: 'BONK',
    price: '0.00002',
    stop: '0.000018',
    evidence: [{ name: 'volume', value: 3, weight: 1, text: 'volume is three times its mean' }],
  });
  await closeTrade(api.company.ctx, trade, { price: '0.000025', reason: 'take_profit' });
});
afterAll(() => api?.close());

const ask = (kind: string, id: string) => api.ask(`GET /api/audit/${kind}/${id}`, { key: api.keys.viewer });
const linksOf = async (kind: string, id: string): Promise<readonly AuditLink[]> => (await ask(kind, id)).body.links;
const kindsOf = (links: readonly AuditLink[]) => links.map(({ kind }) => kind);

interface Told {
  readonly title: string;
  readonly causeEventId?: string;
  readonly signalId?: string;
}

async function tell({ causeEventId, signalId, title }: Told): Promise<string> {
  const { ctx } = api.company;
  const cause = causeEventId === undefined ? null : { eventId: causeEventId, depth: 0 };
  const told = { title, summary: '', cause };
  const posted = { source: 'desk', token: 'SOL', signalType: 'buy', trust: 'trusted' } as const;
  const event = await inTransaction(ctx.db, (tx) =>
    signalId === undefined
      ? emitEvent(ctx, tx, { ...told, kind: 'clock.ahead', fields: { seconds: 1 } })
      : emitEvent(ctx, tx, { ...told, kind: 'signal.received', fields: { ...posted, signalId } }),
  );
  return event.id;
}

test('a trade is told from its signal to its outcome, in words', async () => {
  const links = await linksOf('position', trade.id);
  expect(kindsOf(links)).toEqual(['signal', 'proposal', 'position', 'outcome']);
  const [signal, proposal, position, outcome] = links.map(({ says }) => says);
  expect(signal).toBe('scanner:breakout said buy BONK, confidence 84.0 %: volume is three times its mean');
  expect(proposal).toContain('Buy BONK (entry: volume is three times its mean): accepted');
  expect(position).toContain('BONK at 0.00002');
  expect(outcome).toMatch(/^BONK: win, .*USD \(\+\d+\.\d %\)/);
});

test('every link of a trade is in company time, its signal too, with the machine’s time beside it', async () => {
  const now = api.company.ctx.clock.now().toISOString();
  for (const { kind, at, machineAt } of await linksOf('position', trade.id)) {
    expect({ kind, at }).toEqual({ kind, at: now });
    expect(machineAt).not.toBe(now);
  }
});

test('the same chain is told from any of its links, and says which was asked about', async () => {
  const links = await linksOf('position', trade.id);
  for (const { kind, id } of links.filter(({ kind }) => kind !== 'signal')) {
    const told = await linksOf(kind, id);
    expect(told.map((link) => link.id)).toEqual(links.map((link) => link.id));
    expect(told.filter(({ asked }) => asked)).toMatchObject([{ kind, id }]);
  }
});

test('what an operator asked for and a gate refused is told with the reason', async () => {
  const { body } = await api.ask('POST /api/proposals', {
    body: { title: 'Buy', missionType: 'entry', token: 'WIF', steps: [{ kind: 'execute_trade', payload: {} }] },
  });
  const links = await linksOf('proposal', body.proposalId);
  expect(links[0]).toMatchObject({ kind: 'operator', says: expect.stringContaining('an operator asked for it') });
  expect(links.find(({ kind }) => kind === 'proposal')?.says).toContain(`rejected, ${body.reasons[0].message}`);
  const shut = links.filter(({ kind, says }) => kind === 'verdict' && says.includes('CLOSED'));
  expect(shut.length).toBeGreaterThanOrEqual(1);
  expect(await linksOf('verdict', shut[0]?.id ?? '')).toHaveLength(links.length);
});

test('a signal that led to nothing is told alone', async () => {
  const { body } = await api.ask('POST /api/signals', { body: { source: 's', token: 'NOSUCH', signalType: 'sell' } });
  expect(await linksOf('signal', body.id)).toMatchObject([
    { kind: 'signal', says: 's said sell NOSUCH', asked: true, seal: null },
  ]);
});

test('an event is told after what caused it, however long the chain', async () => {
  const { id: signalId } = await api.company.ctx.db.signal.findFirstOrThrow({ where: { source: 'scanner:breakout' } });
  let last = await tell({ title: 'one', signalId });
  for (const title of ['two', 'three', 'four']) last = await tell({ title, causeEventId: last });
  const links = await linksOf('event', last);
  expect(links.map(({ says }) => says).slice(1)).toEqual(['one', 'two', 'three', 'four']);
  expect(links[0]).toMatchObject({ kind: 'signal', id: signalId });
});

test('an event whose cause is not there any more is told all the same', async () => {
  const id = await tell({ title: 'orphan', causeEventId: '01890000-0000-7000-8000-000000000000' });
  expect((await linksOf('event', id)).map(({ says }) => says)).toEqual([
    'event no longer there: 01890000-0000-7000-8000-000000000000',
    'orphan',
  ]);
});

test('a link is sealed once the chain has come to it', async () => {
  const { body } = await api.ask('GET /api/audit');
  const id = await tell({ title: 'to be sealed' });
  expect((await linksOf('event', id))[0]?.seal).toBeNull();
  const sealed = async () => {
    await sealRecords(api.company.ctx);
    return (await linksOf('event', id))[0]?.seal;
  };
  // What is still written anywhere on the server holds the sealer up.
  await expect.poll(sealed, { timeout: 20_000 }).not.toBeNull();
  const head = (await api.ask('GET /api/audit')).body;
  expect(head.records).toBeGreaterThan(body.records);
  const [link] = await linksOf('event', id);
  expect(link?.seal?.seq).toBeLessThanOrEqual(head.records);
});

test.each(auditKinds)('a %s that is not there is not found, and no fault', async (kind) => {
  expect((await ask(kind, '01890000-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await ask(kind, 'no-id')).status).toBe(404);
});

test('the id of one kind is nothing of another', async () => {
  for (const kind of auditKinds.filter((other) => other !== 'position'))
    expect((await ask(kind, trade.id)).status).toBe(404);
});

test.each(beginnings)('what began with %s says so in words', (kind) => {
  expect(linkOfBeginning({ kind, id: 'x' }).says).not.toContain('no longer there');
});

test('a trade names the conversations about it and what was remembered of both', async () => {
  const { db, clock } = api.company.ctx;
  const position = await db.position.findUniqueOrThrow({ where: { id: trade.id } });
  const made = (proposalId: string | null, naturalKey: string) =>
    db.roundtable.create({
      data: {
        ...{ format: 'debate', topic: 'BONK', proposalId, naturalKey, turnsPlanned: 3, temperature: 0.7 },
        convenedAt: clock.now(),
      },
    });
  const debate = await made(position.entryProposalId, 'debate of BONK');
  await made(null, 'another one');
  const vote = await db.vote.create({
    data: {
      ...{ roundtableId: debate.id, proposalId: position.entryProposalId, agentId: 'sage', vote: 'approve' },
      ...{ probability: 0.7, reason: 'fine', votedAt: clock.now() },
    },
  });
  const remember = (sourceTraceId: string) =>
    db.memory.create({
      data: {
        ...{ agentId: 'sage', type: 'lesson', content: sourceTraceId, confidence: 0.7, sourceTraceId },
        learnedAt: clock.now(),
      },
    });
  const learned = [await remember(`trade:${trade.id}`), await remember(`roundtable:${debate.id}`)];
  await remember(`roundtable:${trade.id}`);
  const { body } = await ask('position', trade.id);
  expect(body).toMatchObject({ roundtableIds: [debate.id], memoryIds: learned.map(({ id }) => id) });
  const links: readonly AuditLink[] = body.links;
  expect(links.filter(({ roundtableId }) => roundtableId !== null)).toMatchObject([
    { kind: 'vote', id: vote.id, roundtableId: debate.id },
  ]);
});

test('each link names the clock of the time that is known of it', async () => {
  for (const { at, clock } of await linksOf('position', trade.id))
    expect(clock).toBe(at === null ? 'machine' : 'company');
  const { body } = await api.ask('POST /api/proposals', {
    body: { title: 'Buy', missionType: 'entry', token: 'SOL', steps: [{ kind: 'execute_trade', payload: {} }] },
  });
  const clocks = (await linksOf('proposal', body.proposalId)).map(({ kind, clock }) => [kind, clock]);
  expect(Object.fromEntries(clocks)).toMatchObject({ operator: 'machine', proposal: 'company' });
});
