import { runHeartbeat } from '@atc/agents/heartbeat';
import { leaveWork, writeHistory } from '@atc/agents/heartbeat/testing';
import { type OwnCompany, openOwnCompany } from '@atc/lab-app/company';
import pg from 'pg';
import { line, percentile, spread } from '../figures.ts';
import { risingMarket } from '../rising-market.ts';

const SMALL = 10_000;
const LARGE = 1_000_000;
const BEATS = 200;
const WARM_UP = 20;
const CONTRACTS = 20;
const P99_MS = 500;
const ALLOWED = 1.3;
/** Writes around the operations of a beat with work: the lease, two rows an operation, the end. */
const COMMITS = 14;

interface Times {
  readonly idle: readonly number[];
  readonly busy: readonly number[];
}

/** One beat of the heart on a short and on a long history, with nothing to do and with something in every operation. */
export async function benchBeat(): Promise<readonly string[]> {
  const company = await openOwnCompany({ backend: 'postgres', market: risingMarket(CONTRACTS) });
  if (!company) return [];
  try {
    const bare = await measureBare(company.databaseUrl);
    const short = await measureAt(company, 0, SMALL);
    const long = await measureAt(company, SMALL, LARGE);
    return [
      line(`a beat's ${COMMITS} commits on bare PostgreSQL`, spread(bare), null),
      ...report('beat with nothing to do', { bare, short: short.idle, long: long.idle }),
      ...report('beat with work in every operation', { bare, short: short.busy, long: long.busy }),
    ];
  } finally {
    await company.close();
  }
}

interface Measured {
  readonly bare: readonly number[];
  readonly short: readonly number[];
  readonly long: readonly number[];
}

function report(what: string, { bare, short, long }: Measured): readonly string[] {
  const over = (share: number) => percentile(long, share) / percentile(short, share);
  const toBare = percentile(long, 0.5) / percentile(bare, 0.5);
  return [
    line(`${what}, 10,000 events`, spread(short), null),
    line(`${what}, 1,000,000`, `${spread(long)} (at most ${P99_MS})`, percentile(long, 0.99) < P99_MS),
    line(
      '  long over short history',
      `p50 ${over(0.5).toFixed(2)} x (at most ${ALLOWED}), p99 ${over(0.99).toFixed(2)} x; ${toBare.toFixed(1)} x bare`,
      over(0.5) <= ALLOWED,
    ),
  ];
}

async function measureAt({ ctx }: OwnCompany, from: number, events: number): Promise<Times> {
  await writeHistory(ctx.db, { from, events, until: ctx.clock.now() });
  await beats({ ctx }, WARM_UP, true);
  return { idle: await beats({ ctx }, BEATS, false), busy: await beats({ ctx }, BEATS, true) };
}

async function beats({ ctx }: Pick<OwnCompany, 'ctx'>, count: number, busy: boolean): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) {
    if (busy) await leaveWork(ctx.db);
    const begun = performance.now();
    const report = await runHeartbeat(ctx, { holder: 'bench', early: true });
    samples.push(performance.now() - begun);
    const failed = report?.operations.find(({ status }) => status === 'failed');
    if (!report || failed) throw new Error(`a beat failed: ${failed?.operation} ${failed?.errors.join()}`);
  }
  return samples;
}

async function measureBare(databaseUrl: string): Promise<readonly number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE bare_beats (id int PRIMARY KEY, beat int); INSERT INTO bare_beats VALUES (1, 0)');
  const samples: number[] = [];
  for (let i = 0; i < BEATS; i += 1) {
    const begun = performance.now();
    for (let commit = 0; commit < COMMITS; commit += 1)
      await client.query({ name: 'bare', text: 'UPDATE bare_beats SET beat = beat + 1 WHERE id = 1' });
    samples.push(performance.now() - begun);
  }
  await client.query('DROP TABLE bare_beats');
  await client.end();
  return samples;
}
