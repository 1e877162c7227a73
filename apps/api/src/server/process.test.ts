import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type TestCompany, testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PM2 = new URL('../../../../pm2.config.js', import.meta.url).href;
const MAIN = join(import.meta.dirname, '../main.ts');
// As pm2 starts it: what it loads is compiled once, not at each start.
const CACHE = pathToFileURL(join(import.meta.dirname, '../../../../scripts/compile-cache.mjs')).href;

let company: TestCompany;
const started = new Set<ChildProcess>();
beforeAll(async () => {
  company = await testCompany();
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await company?.close();
});

interface Running {
  readonly child: ChildProcess;
  /** Settles when the process has said something that matches. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code and all that it said. */
  ended(): Promise<{ readonly code: number | null; readonly said: string }>;
}

function start(env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, ['--import', CACHE, MAIN], {
    env: { LOG_LEVEL: 'silent', PORT: '0', ...env },
    stdio: 'pipe',
  });
  started.add(child);
  let said = '';
  let hear: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      hear();
    });
  const exit = once(child, 'close').then(([code]: (number | null)[]) => {
    hear();
    return { code: code ?? null, said };
  });
  return {
    child,
    ended: () => exit,
    says: async (pattern) => {
      for (;;) {
        const found = pattern.exec(said);
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`it ended and had said: ${said}`);
        await new Promise<void>((done) => {
          hear = done;
        });
      }
    },
  };
}

test('the API as a process of its own serves until it is told to stop, and shows the first key once', async () => {
  const env = { DATABASE_URL: company.databaseUrl };
  const first = start(env);
  const [, url] = await first.says(/API at (http:\S+)/);
  const [, key = ''] = await first.says(/shown this once: (\S+)/);
  const answer = await fetch(`${url}/api/portfolio`, { headers: { authorization: `Bearer ${key}` } });
  expect(answer.status).toBe(200);
  const stream = await fetch(`${url}/api/events/stream`, { headers: { authorization: `Bearer ${key}` } });
  first.child.kill('SIGTERM');
  expect((await first.ended()).code).toBe(0);
  expect(await stream.text()).toContain('retry: ');
  const second = start(env);
  await second.says(/API at/);
  second.child.kill('SIGINT');
  const { code, said } = await second.ended();
  expect([code, said.includes('atc_operator')]).toEqual([0, false]);
});

test.each([
  [{}, /^The API cannot start: DATABASE_URL is not set.*\n$/, 1],
  [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, /^The API cannot start: the database at DATABASE_URL .*\n$/, 1],
  [{ PORT: 'eighty' }, /^The API cannot start: PORT was given "eighty".*\n$/, 78],
])('what keeps it from starting is one line: %j', async (env, line, wanted) => {
  const { code, said } = await start(env).ended();
  expect(said).toMatch(line);
  expect(code).toBe(wanted);
});

test('a taken port is one line, under a code that says that starting again does not mend it', {
  timeout: 60_000,
}, async () => {
  const env = { DATABASE_URL: company.databaseUrl };
  const first = start(env);
  const [, port = ''] = await first.says(/API at http:\S+:(\d+)/);
  const { code, said } = await start({ ...env, PORT: port }).ended();
  first.child.kill('SIGTERM');
  expect(said).toMatch(/^The API cannot start: port \d+ on 127\.0\.0\.1 is in use[^\n]*\n$/);
  expect(code).toBe(78);
  const { apps } = await import(PM2);
  expect(apps.every((app: { stop_exit_codes: number[] }) => app.stop_exit_codes.includes(78))).toBe(true);
  await first.ended();
});
