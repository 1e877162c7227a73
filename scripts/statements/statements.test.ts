import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from './check.ts';
import { type Code, openCode } from './code.ts';
import { composedWhileRunning } from './composed-while-running.ts';
import { type Describer, openDescriber } from './describe.ts';
import { type Statement, statementsOf } from './statement.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const FAULTY = 'scripts/statements/testing/faulty-store.ts';
/** Fewer than this, and the check does not see what it is to see. */
const AT_LEAST = 380;

/** Alone it takes ten seconds; machines that run tests are busy. */
const PATIENCE_MS = 180_000;
/** Not looked at: what tests run anyway, and what others wrote. */
const RUN_BY_TESTS = /\.test\.ts$|^specification\/|\/src\/.*testing\/|\/generated\/|node_modules/;

let code: Code;
let database: TestDatabase;
let describer: Describer;
let statements: readonly Statement[];
let faulty: readonly Statement[];

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  describer = await openDescriber(database.url);
  code = openCode(ROOT, (path) => /^\w+\/.*\.ts$/.test(path) && !RUN_BY_TESTS.test(path));
  const all = statementsOf(code);
  statements = all.filter(({ place }) => !place.startsWith(FAULTY));
  faulty = all.filter(({ place }) => place.startsWith(FAULTY));
}, PATIENCE_MS);

afterAll(async () => {
  code.close();
  await describer.close();
  await database.drop();
});

async function faultsOf(given: readonly Statement[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const statement of given) faults.push(...(await check(code, describer, statement)));
  return faults;
}

test('every statement is one that the migrated schema takes, and gives what its row type declares', async () => {
  expect(statements.length).toBeGreaterThan(AT_LEAST);
  expect(await faultsOf(statements)).toEqual([]);
});

test('every statement is known before it runs, but for those that are listed with the reason', () => {
  const unknown = statements.flatMap(({ name, place, unresolved }) =>
    unresolved ? [{ name, place, unresolved }] : [],
  );
  const listed = new Set(Object.keys(composedWhileRunning));
  expect(
    unknown.filter(({ name }) => !listed.has(name)).map(({ place, unresolved }) => `${place} ${unresolved}`),
  ).toEqual([]);
  const found = new Set(unknown.map(({ name }) => name));
  expect([...listed].filter((name) => !found.has(name))).toEqual([]);
});

test('a statement that is wrong is told by file and line', async () => {
  expect(await faultsOf(faulty)).toEqual([
    `${FAULTY}:8 PostgreSQL refuses it: column "clientorderid" does not exist`,
    `${FAULTY}:12 declares clientOrder, which the statement does not give`,
    `${FAULTY}:12 gives clientOrderId, which the row type does not declare`,
    `${FAULTY}:16 declares leg as string, but int4 arrives as number`,
    `${FAULTY}:16 declares at as number, but timestamptz arrives as Date`,
    `${FAULTY}:20 declares reason as never null, but its column may be`,
    `${FAULTY}:24 declares side as 'short', which OrderSide has not`,
    `${FAULTY}:29 PostgreSQL refuses it: column "ended_at" does not exist`,
    `${FAULTY}:33 declares at as Date, but timestamptz arrives as string`,
  ]);
});

test('a statement that only running composes is told by file and line', () => {
  const [told, ...others] = faulty.flatMap(({ place, unresolved }) => (unresolved ? [`${place} ${unresolved}`] : []));
  expect(told).toMatch(`${FAULTY}:37 nobody who calls madeWhileRunning by name is found`);
  expect(others).toEqual([]);
});
