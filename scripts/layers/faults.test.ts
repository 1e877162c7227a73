import { expect, test } from 'vitest';
import { borderFaults, faultsOf, faultsOfTree, zoneOf } from './faults.ts';

const found = (path: string, text: string) => faultsOf({ path, text }).join('; ');

test.each([
  [
    'packages/core/src/kernel/db/id.ts',
    `import { a } from '../../loop/steps/index.ts';`,
    'core/kernel may not import core/loop',
  ],
  [
    'packages/core/src/desk/entries/sizing.ts',
    `import type { A } from '@atc/core/loop/steps';`,
    'core/desk may not import core/loop',
  ],
  [
    'packages/core/src/loop/steps/retry.ts',
    `export { a } from '@atc/agents/minds';`,
    'core/loop may not import agents',
  ],
  ['apps/api/src/app.ts', `import { a } from '@atc/workers/fleet';`, 'api may not import workers'],
  ['apps/web/src/server/call.ts', `import { routes } from '@atc/api/contract';`, 'web may not import api'],
  ['apps/web/src/parts/figure.tsx', `import type { Api } from '@atc/api/server';`, 'web may not import api'],
  [
    'apps/web/src/server/call.ts',
    `import type { A } from '../../../api/src/contract/index.ts';`,
    'web may not import api',
  ],
  ['apps/api/src/app.ts', `import type { A } from '@atc/web/parts';`, 'api may not import web'],
  ['apps/workers/src/main.ts', `const a = await import('@atc/api/app');`, 'workers may not import api'],
  ['apps/api/src/app.ts', `import {\n  Queue,\n} from 'bullmq';`, 'imports bullmq'],
  ['packages/agents/src/minds/mind.ts', `import { Prisma } from '@prisma/client';`, 'imports @prisma/client'],
  ['packages/core/src/desk/risk/sizing.ts', `import { Decimal } from 'decimal.js';`, 'imports decimal.js'],
  ['packages/agents/src/minds/mind.ts', `import OpenAI from 'openai';`, 'imports openai'],
  ['packages/core/src/loop/steps/retry.ts', `import { a } from '../gates/gate.ts';`, 'front door'],
  ['packages/core/src/loop/steps/retry.ts', `await ctx.db.position.findMany({});`, 'only a store may'],
  ['packages/core/src/loop/steps/retry.ts', 'await tx.$queryRaw`SELECT 1`;', 'only a store may'],
  ['packages/core/src/loop/utils/text.ts', '', 'find the noun'],
  [
    'packages/core/src/loop/steps/retry.ts',
    `await inTransaction(ctx.db, async (tx) => { await save(ctx.db, 1); });`,
    'inside a transaction',
  ],
  [
    'packages/core/src/loop/steps/retry.ts',
    `await inTransaction(ctx.db, async (tx) => { await ctx.queues.nudge('events', await save(tx)); });`,
    'before the commit',
  ],
])('%s: refuses %s', (path, text, fault) => {
  expect(found(path, text)).toContain(fault);
});

test.each([
  ['packages/core/src/loop/steps/store.ts', `export const a = (db) => db.step.findMany({});`],
  ['packages/core/src/loop/proposals/door-store.ts', 'await tx.$queryRaw`SELECT 1`;'],
  [
    'packages/core/src/loop/steps/retry.ts',
    `import { a } from '../gates/index.ts'; import { b } from '../context.ts';`,
  ],
  [
    'packages/core/src/loop/steps/retry.ts',
    `await inTransaction(ctx.db, (tx) => save(tx, { at: ctx.clock.now() })); await read(ctx.db);`,
  ],
  ['packages/core/src/kernel/queues/connection.ts', `import { Redis } from 'ioredis';`],
  ['apps/web/src/server/call.ts', `import type { Contract } from '@atc/api/contract';`],
  ['apps/company/src/main.ts', `import { a } from '@atc/api/app'; import { b } from '@atc/workers/fleet';`],
])('%s: allows %s', (path, text) => {
  expect(found(path, text)).toBe('');
});

test.each([
  ['apps/api/src/app.test.ts', `import { a } from '../../../packages/core/src/testing/index.ts';`],
  ['chaos/plan.ts', `import { a } from '../packages/core/src/testing/index.ts';`],
  ['apps/company/src/company.ts', `import { a } from '../../../prisma/seed.ts';`],
])('%s may not leave its package by a path', (path, text) => {
  expect(borderFaults({ path, text })).toHaveLength(1);
});

test('a path inside of a package and an address of another are allowed', () => {
  const text = `import { a } from '../testing/index.ts';\nimport { b } from '@atc/core/testing';`;
  expect(borderFaults({ path: 'apps/api/src/pages/page.test.ts', text })).toEqual([]);
});

test('knows a wing of core by its path and by its address', () => {
  expect(zoneOf('packages/core/src/desk/orders/order.ts')).toBe('core/desk');
  expect(zoneOf('@atc/core/desk/orders')).toBe('core/desk');
  expect(zoneOf('node:fs')).toBeNull();
});

test('counts the files of a folder, its front door and tests aside', () => {
  const names = [...Array.from({ length: 10 }, (_, i) => `f${i}.ts`), 'index.ts', 'f1.test.ts'];
  const files = names.map((name) => ({ path: `packages/core/src/loop/steps/${name}`, text: 'x\n' }));
  expect(faultsOfTree(files)).toEqual([]);
  expect(faultsOfTree([...files, { path: 'packages/core/src/loop/steps/g.ts', text: 'x\n' }])).toHaveLength(1);
});

test('refuses a file that is too long', () => {
  expect(faultsOfTree([{ path: 'apps/api/src/app.ts', text: 'x\n'.repeat(251) }]).join()).toContain('251 lines');
});
