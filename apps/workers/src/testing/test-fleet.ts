import { openMinds } from '@atc/agents/minds';
import { seedAgents } from '@atc/agents/personas';
import { seedRelationships } from '@atc/agents/relationships';
import { testCompany } from '@atc/core/testing';
import type { WorkerContext } from '../context.ts';
import { type ProcessName, processNames } from '../processes.ts';
import { type RunningProcess, runProcesses } from '../run-process.ts';

type CompanyOptions = NonNullable<Parameters<typeof testCompany>[0]>;

export interface TestFleet {
  readonly ctx: WorkerContext;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** Moves company time; it stands still while no process runs. */
  setTime(now: Date): Promise<void>;
  /** Starts processes of the fleet here. */
  run(names?: readonly ProcessName[]): Promise<RunningProcess>;
  close(): Promise<void>;
}

/** A company of a test's own with the means to run its workers. */
export async function testFleet(options: CompanyOptions = {}): Promise<TestFleet> {
  const company = await testCompany(options);
  await seedAgents(company.ctx.db);
  await seedRelationships(company.ctx.db);
  const ctx: WorkerContext = { ...company.ctx, minds: openMinds(company.ctx), worker: 'test' };
  const running: RunningProcess[] = [];
  return {
    ctx,
    databaseUrl: company.databaseUrl,
    redisUrl: company.redisUrl,
    setTime: company.setTime,
    run: async (names = processNames) => {
      const started = await runProcesses(ctx, names);
      running.push(started);
      return started;
    },
    close: async () => {
      await Promise.all(running.map((process) => process.stop()));
      await company.close();
    },
  };
}

const PATIENCE_MS = 100_000;

/** Settles as soon as a fact holds; fails when it does not within the patience of a test. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`still waiting for ${what}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}
