import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mintKey } from '@atc/api/auth';
import { startApi } from '@atc/api/server';
import type { OwnCompany } from '@atc/lab-app/company';
import { workOf } from '@atc/workers/fleet';
import { z } from 'zod';
import { line, percentile, spread } from '../figures.ts';
import type { risingMarket } from '../rising-market.ts';
import { hitOne, openPositions } from '../tick-to-exit.ts';

const bothUp = z.object({ database: z.literal('up'), queues: z.literal('up') });
const READERS = 600;
const HITS = 60;
const WARM_UP = 20;
const HALTS = 60;
const HALT_MS = 250;
/** How much slower the watch may be beside the readers, at the median. */
const PACE = 2;

interface Pace {
  readonly halts: readonly number[];
  readonly probes: readonly number[];
  readonly ticks: readonly number[];
}

/** How soon `halted` is answered and a stop is seen, alone and beside six hundred readers of the scorecard. */
export async function benchControl(
  company: OwnCompany,
  market: ReturnType<typeof risingMarket>,
): Promise<readonly string[]> {
  const { ctx } = company;
  await openPositions(company);
  const [operator, viewer] = [
    await mintKey(ctx.db, { name: 'operator', role: 'operator' }),
    await mintKey(ctx.db, { name: 'viewer', role: 'viewer' }),
  ];
  const api = await startApi(ctx, { host: '127.0.0.1', port: 0 });
  const worker = await ctx.queues.work('price_watch', workOf(ctx, 'price_watch'));
  try {
    const at = { company, market, url: api.url, operator };
    await measure(at, 0, WARM_UP);
    const alone = await measure(at, WARM_UP, HITS);
    const crowd = gather(`${api.url}/scorecard`, viewer);
    await settled(1000);
    const beside = await measure(at, WARM_UP + HITS, HITS);
    return report(alone, beside, await crowd.leave());
  } finally {
    await worker.close(2000);
    await api.close();
  }
}

function report(alone: Pace, beside: Pace, answers: string): readonly string[] {
  const slower = percentile(beside.ticks, 0.5) / percentile(alone.ticks, 0.5);
  return [
    line('`halted` is answered, alone', spread(alone.halts), null),
    line(
      `  beside ${READERS} readers`,
      `${spread(beside.halts)} (at most ${HALT_MS} at p99)`,
      percentile(beside.halts, 0.99) <= HALT_MS,
    ),
    line(
      '`/readyz` finds both stores up beside them',
      spread(beside.probes),
      beside.probes.every((ms) => Number.isFinite(ms)),
    ),
    line('tick to exit mission, alone', spread(alone.ticks), null),
    line(
      `  beside ${READERS} readers`,
      `${spread(beside.ticks)}, ${slower.toFixed(2)} x (at most ${PACE} x at p50)`,
      slower <= PACE,
    ),
    line('  what the readers were answered', answers, null),
  ];
}

interface At {
  readonly company: OwnCompany;
  readonly market: ReturnType<typeof risingMarket>;
  readonly url: string;
  readonly operator: string;
}

async function measure(at: At, firstHit: number, hits: number): Promise<Pace> {
  const ticks: number[] = [];
  for (let hit = firstHit; hit < firstHit + hits; hit += 1) ticks.push(await hitOne(at.company, at.market, hit));
  const halts: number[] = [];
  const probes: number[] = [];
  for (let i = 0; i < HALTS; i += 1) {
    halts.push(await timeOf(() => setTrading(at, 'halted')));
    await setTrading(at, 'active');
    probes.push(await timeOf(() => askStores(at.url)));
  }
  return { halts, probes, ticks };
}

/** Readiness, as it speaks of the stores: no heartbeat runs here. */
async function askStores(url: string): Promise<Pick<Response, 'ok'>> {
  const answer = await fetch(`${url}/readyz`);
  return { ok: bothUp.safeParse(await answer.json()).success };
}

/** How long an answer took; infinite when it was a refusal. */
async function timeOf(ask: () => Promise<Pick<Response, 'ok'>>): Promise<number> {
  const begun = performance.now();
  const { ok } = await ask();
  return ok ? performance.now() - begun : Number.POSITIVE_INFINITY;
}

function setTrading({ url, operator }: At, state: 'active' | 'halted'): Promise<Response> {
  return fetch(`${url}/api/trading-state`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state, reason: 'bench' }),
  });
}

/** Readers in a process of their own, so that only what they ask for is in the way. */
function gather(url: string, key: string): { leave(): Promise<string> } {
  const child = fork(fileURLToPath(new URL('crowd.ts', import.meta.url)), [url, key, String(READERS)]);
  const answers = new Promise<string>((done) => {
    child.once('message', (counts) =>
      done(
        Object.entries(counts)
          .map(([status, count]) => `${count} × ${status}`)
          .join(', '),
      ),
    );
  });
  return {
    leave: () => {
      child.send('leave');
      return answers;
    },
  };
}

const settled = (ms: number) => new Promise((done) => setTimeout(done, ms));
