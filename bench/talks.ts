import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openMinds } from '@atc/agents/minds';
import { conveneRoundtable } from '@atc/agents/roundtables';
import { readConfig } from '@atc/core/kernel/config';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { OwnCompany } from '@atc/lab-app/company';
import { openLocalOpenAi } from '@atc/venues/openai';
import { workOf } from '@atc/workers/fleet';
import { line } from './figures.ts';

const ANSWER_MS = 50;
const ALLOWED = 1.3;
const KEY = 'bench';
const STANDUP_TURNS = 12;
const FORMATS = [
  'morning_standup',
  'position_review',
  'post_mortem',
  'debate',
  'strategy_session',
  'watercooler',
] as const;

type Context = OwnCompany['ctx'];

/**
 * Six conversations with a language model that takes 50 ms an answer: all at once against the longest of them alone.
 */
export async function benchTalks({ ctx }: OwnCompany): Promise<readonly string[]> {
  const answers = { speech: { text: 'Noted.' }, distillation: { memories: [], actions: [] } };
  const server = await openLocalOpenAi({ apiKey: KEY, answers });
  server.faults.inject({ path: /completions/, moment: 'before', fault: { kind: 'delay', ms: ANSWER_MS }, times: 1e9 });
  const config = readConfig({
    ...{ MIND: 'openai', OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl },
    ...{ LLM_DAILY_TOKENS: '1000000000', LLM_DAILY_USD: '100000' },
  });
  const own: Context = { ...ctx, minds: openMinds({ ...ctx, config }) };
  const byRules = await benchStandup(ctx);
  const worker = await ctx.queues.work('turns', workOf(own, 'turns'));
  // A first round, for code is compiled while it runs: the six at once would pay for all of them.
  await hold(own, FORMATS);
  const together = await hold(own, FORMATS);
  const longest = Math.max(...together.map(({ turns }) => turns));
  const perTurn = Math.min(...(await hold(own, ['post_mortem'])).map(({ ms, turns }) => ms / turns));
  const slowest = Math.max(...together.map(({ ms }) => ms));
  await worker.close(2000);
  await server.close();
  const ratio = slowest / (perTurn * longest);
  return [
    byRules,
    line(`a turn with a model of ${ANSWER_MS} ms, alone`, `${perTurn.toFixed(1)} ms`, null),
    line(
      'six conversations at once',
      `${slowest.toFixed(0)} ms, the longest has ${longest} turns; ${ratio.toFixed(2)} x it alone (at most ${ALLOWED})`,
      ratio <= ALLOWED,
    ),
  ];
}

/** What a whole standup without a language model costs this process: its queue, its statements and its words. */
async function benchStandup(ctx: Context): Promise<string> {
  const worker = await ctx.queues.work('turns', workOf(ctx, 'turns'));
  await hold(ctx, ['morning_standup']);
  const before = process.cpuUsage();
  const [{ turns } = { turns: Number.NaN }] = await hold(ctx, ['morning_standup']);
  const { user, system } = process.cpuUsage(before);
  await worker.close(2000);
  const ms = ((user + system) / 1000 / turns) * STANDUP_TURNS;
  return line(
    `a standup of ${STANDUP_TURNS} turns by rules`,
    `${ms.toFixed(0)} ms of processor time (300 ms)`,
    ms < 300,
  );
}

interface Held {
  readonly turns: number;
  readonly ms: number;
}

/**
 * Convenes these formats at once and waits until all have ended; how long each took is read off the database's clock,
 * so that waiting costs them nothing.
 */
async function hold(ctx: Context, formats: readonly (typeof FORMATS)[number][]): Promise<readonly Held[]> {
  const { db } = ctx;
  const topic = `bench ${randomUUID()}`;
  const [{ begun }] = await db.$queryRaw<[{ begun: Date }]>`SELECT clock_timestamp() AS begun`;
  for (const format of formats) {
    const end = await conveneRoundtable(ctx, { stepId: randomUUID(), payload: { format, topic } });
    if (end.kind !== 'succeeded') throw new Error('not convened');
  }
  const deadline = performance.now() + MINUTE_MS;
  const ended = () => db.roundtable.findMany({ where: { topic, status: 'succeeded' } });
  for (let talks = await ended(); ; talks = await ended()) {
    if (talks.length === formats.length)
      return talks.map(({ turnsPlanned, lastTurnAt }) => ({
        turns: turnsPlanned,
        ms: (lastTurnAt ?? begun).getTime() - begun.getTime(),
      }));
    if (performance.now() > deadline) throw new Error('a conversation does not end');
    await delay(100);
  }
}
