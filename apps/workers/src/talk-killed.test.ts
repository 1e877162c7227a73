import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { conveneRoundtable } from '@atc/agents/roundtables';
import { newId } from '@atc/core/kernel/db';
import { openSimulatedMarket } from '@atc/core/market';
import { type LocalOpenAi, openLocalOpenAi } from '@atc/venues/openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFleet, testFleet, until } from './testing/test-fleet.ts';

const SEED = '2';
const KEY = 'sk-test';
const ANSWER_MS = 400;
const program = fileURLToPath(new URL('./main.ts', import.meta.url));

let fleet: TestFleet;
let model: LocalOpenAi;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  fleet = await testFleet({ market: openSimulatedMarket({ seed: SEED }), config: { SEED } });
  model = await openLocalOpenAi({ apiKey: KEY, answers: { speech: { text: 'Noted.' } } });
  model.faults.inject({ path: /completions/, moment: 'before', fault: { kind: 'delay', ms: ANSWER_MS }, times: 1e9 });
  await fleet.run(['heartbeat']);
}, 60_000);
afterAll(async () => {
  worker?.kill('SIGKILL');
  await fleet.close();
  await model.close();
});

/** Starts the process that holds conversations, as pm2 does. */
function startWorker(): ChildProcess {
  const env = {
    DATABASE_URL: fleet.databaseUrl,
    ...(fleet.redisUrl ? { REDIS_URL: fleet.redisUrl } : {}),
    ...{ SEED, SPEED: 'max', LOG_LEVEL: 'silent' },
    ...{ MIND: 'openai', OPENAI_API_KEY: KEY, OPENAI_BASE_URL: model.baseUrl },
  };
  return spawn(process.execPath, [program, 'roundtable-worker'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
}

const stateOf = async (roundtableId: string, turnNo: number) =>
  (await fleet.ctx.db.roundtableTurn.findFirstOrThrow({ where: { roundtableId, turnNo } })).state;

/** Kills the worker in the middle of a turn and starts it again; the time until that turn is said, in milliseconds. */
async function killInTurn(roundtableId: string, turnNo: number): Promise<number> {
  await until(`turn ${turnNo}`, async () => (await stateOf(roundtableId, turnNo)) === 'running');
  const killed = performance.now();
  const dead = worker;
  dead?.kill('SIGKILL');
  worker = startWorker();
  expect(await (dead && once(dead, 'exit'))).toEqual([null, 'SIGKILL']);
  expect(await stateOf(roundtableId, turnNo)).toBe('running');
  await until(`turn ${turnNo} said`, async () => (await stateOf(roundtableId, turnNo)) === 'done');
  return performance.now() - killed;
}

test('a conversation whose worker is killed in the middle of a turn goes on within 15 seconds, no turn is said twice', {
  timeout: 120_000,
}, async () => {
  worker = startWorker();
  const payload = { format: 'strategy_session', topic: 'what to change' } as const;
  const { roundtableId } = resultOf(await conveneRoundtable(fleet.ctx, { stepId: newId(), payload }));
  for (const turnNo of [2, 5]) expect(await killInTurn(roundtableId, turnNo)).toBeLessThan(15_000);
  await until(
    'the end',
    async () =>
      (await fleet.ctx.db.roundtable.findUniqueOrThrow({ where: { id: roundtableId } })).status === 'succeeded',
  );
  const turns = await fleet.ctx.db.roundtableTurn.findMany({
    where: { roundtableId, kind: 'speak' },
    orderBy: { turnNo: 'asc' },
  });
  expect(new Set(turns.map(({ state }) => state))).toEqual(new Set(['done']));
  const told = await fleet.ctx.db.event.findMany({
    where: { kind: 'roundtable.turn', fields: { path: ['roundtableId'], equals: roundtableId } },
    orderBy: { id: 'asc' },
  });
  expect(told.map(({ fields }) => (fields as { turnNo: number }).turnNo)).toEqual(turns.map(({ turnNo }) => turnNo));
});

function resultOf(end: Awaited<ReturnType<typeof conveneRoundtable>>): { readonly roundtableId: string } {
  if (end.kind !== 'succeeded') throw new Error('not convened');
  return { roundtableId: String(end.result.roundtableId) };
}
