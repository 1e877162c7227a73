import { silentLog } from '@atc/core/kernel/log';
import { openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Marks, StateTold } from '../reads/marks/view.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { openPulse } from './pulse.ts';
import { type Moves, openTelling } from './tell-moves.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

interface Message {
  readonly name: string;
  readonly data: Partial<Marks & StateTold>;
}

/** The named messages of a stream as they come, until it is left. */
async function listen(): Promise<{ messages(): readonly Message[]; leave(): void }> {
  const stopper = new AbortController();
  const { body } = await fetch(`${api.url}/api/events/stream`, {
    headers: { authorization: `Bearer ${api.keys.viewer}` },
    signal: stopper.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) text += part;
  })();
  reading.catch(() => undefined);
  return {
    messages: () =>
      [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, name = '', data = '{}']) => ({
        name,
        data: JSON.parse(data),
      })),
    leave: () => stopper.abort(),
  };
}

test('who listens is told at once what the company is worth and whether it trades', async () => {
  const stream = await listen();
  await vi.waitFor(() => expect(stream.messages()).toHaveLength(2), { timeout: 15_000 });
  const [state, marks] = stream.messages();
  expect(state).toMatchObject({ name: 'state', data: { state: 'active', epoch: expect.any(Number) } });
  expect(marks).toMatchObject({
    name: 'marks',
    data: { at: api.company.ctx.clock.now().toISOString(), equityUsd: '1000', positions: [] },
  });
  expect(Math.abs(Date.parse(marks?.data.databaseTime ?? '') - Date.now())).toBeLessThan(60_000);
  stream.leave();
});

test('what is bought is told with its price and its result, and a change of the state with its epoch', async () => {
  const stream = await listen();
  const latest = (name: string) => stream.messages().findLast((message) => message.name === name)?.data;
  await vi.waitFor(() => expect(latest('marks')).toBeDefined(), { timeout: 15_000 });
  const before = latest('state')?.epoch ?? Number.NaN;
  const trade = await openTrade(api.company.ctx, { symbol: 'WIF', price: '2', usd: 20 });
  await vi.waitFor(() => expect(latest('marks')?.positions).toHaveLength(1), { timeout: 15_000 });
  expect(latest('marks')?.positions).toMatchObject([{ id: trade.id, symbol: 'WIF', resultUsd: '-0.02' }]);
  const body = { state: 'reducing', reason: 'a test' };
  const set = await api.ask('PUT /api/trading-state', { body });
  await vi.waitFor(() => expect(latest('state')?.state).toBe('reducing'), { timeout: 15_000 });
  expect(latest('state')).toMatchObject({ reason: 'a test', changedBy: 'operator:anna', epoch: set.body.epoch });
  expect(set.body.epoch).toBeGreaterThan(before);
  stream.leave();
});

const moves = (readMs: number, changes: Partial<Moves['marks']> = {}, state: Partial<StateTold> = {}): Moves => ({
  marks: {
    at: `company ${readMs}`,
    databaseTime: `database ${readMs}`,
    equityUsd: '1',
    positions: [],
    beat: null,
    ...changes,
  },
  state: { state: 'active', epoch: 1, reason: 'r', changedBy: 'me', changedAt: 'then', ...state },
  readMs,
});

test('clocks that go on are no change; without one figures are told every ten seconds', () => {
  const told: string[] = [];
  const tell = openTelling((event) => told.push(event) > 0);
  for (let second = 0; second <= 20; second += 1) tell(moves(second * 1000));
  expect(told).toEqual(['state', 'marks', 'marks', 'marks']);
});

test('a change of the figures or of the state is told by itself', () => {
  const told: string[] = [];
  const tell = openTelling((event) => told.push(event) > 0);
  tell(moves(0));
  told.length = 0;
  tell(moves(1000, { equityUsd: '2' }));
  expect(told).toEqual(['marks']);
  tell(moves(2000, { equityUsd: '2', beat: { silentMs: 5, late: true } }));
  expect(told).toEqual(['marks', 'marks']);
  tell(moves(3000, { equityUsd: '2', beat: { silentMs: 9, late: true } }, { epoch: 2 }));
  expect(told).toEqual(['marks', 'marks', 'state']);
});

test('what a client had no room for comes as soon as it has', () => {
  const told: string[] = [];
  let hasRoom = false;
  const tell = openTelling((event) => hasRoom && told.push(event) > 0);
  tell(moves(0));
  hasRoom = true;
  tell(moves(1000));
  expect(told).toEqual(['state', 'marks']);
});

test('what moves is read once for all who listen, and not at all for nobody', async () => {
  let reads = 0;
  const pulse = openPulse(() => Promise.resolve(++reads), silentLog());
  expect(reads).toBe(0);
  const heard: [number[], number[]] = [[], []];
  const stops = heard.map((list) => pulse.listen((reading) => list.push(reading)));
  await vi.waitFor(() => expect(heard[0]).toHaveLength(2), { timeout: 10_000 });
  expect(heard[0]).toEqual(heard[1]);
  expect(reads).toBe(2);
  for (const stop of stops) stop();
  pulse.close();
});

test('a reading that fails is tried again', async () => {
  vi.useFakeTimers();
  let reads = 0;
  const pulse = openPulse(
    () => (++reads === 1 ? Promise.reject(new Error('away')) : Promise.resolve(reads)),
    silentLog(),
  );
  const heard: number[] = [];
  pulse.listen((reading) => heard.push(reading));
  await vi.advanceTimersByTimeAsync(5000);
  expect(heard).toEqual([2]);
  pulse.close();
  vi.useRealTimers();
});
