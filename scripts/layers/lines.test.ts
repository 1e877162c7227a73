import { expect, test } from 'vitest';
import { handmadeFaults, widthFaults } from './lines.ts';

const wide = 'x'.repeat(121);

test.each(['apps/api/src/app.ts', 'apps/api/src/app.test.ts', 'docs/using.md', 'apps/api/src/pages/page.css'])(
  'refuses a wide line of %s, by file and line',
  (path) => {
    const text = `short\n${wide}\n${'x'.repeat(120)}`;
    expect(widthFaults({ path, text })).toEqual([`${path}:2 has 121 characters, at most 120 are allowed`]);
  },
);

test.each([
  ['docs/rules.md', `| ${wide} |`],
  ['README.md', `see [the manual](https://example.com/${wide})`],
  ['prisma/migrations/1_first/migration.sql', wide],
  ['prisma/constraints.sql', wide],
  ['prisma/schema.prisma', wide],
])('allows what cannot be broken in %s', (path, text) => {
  expect(widthFaults({ path, text })).toEqual([]);
});

test.each([
  ['apps/api/src/app.ts', `const said = share.toFixed(1) + ' %';`, 'kernel/figures'],
  ['packages/agents/src/tasks/scan/scan.ts', `count.toLocaleString('en')`, 'kernel/figures'],
  ['packages/core/src/loop/steps/retry.ts', 'const wait = 5 * 60_000;', 'kernel/time'],
  ['scripts/reset.ts', 'const day = 24 * 60 * 60 * 1000;', 'kernel/time'],
])('%s: refuses %s', (path, text, room) => {
  expect(handmadeFaults({ path, text }).join()).toContain(`${path}:1 writes by hand what ${room} has`);
});

test.each([
  ['packages/core/src/kernel/figures/figures.ts', 'share.toFixed(1)'],
  ['packages/venues/src/webull/adapter/new-order.ts', 'cash.toFixed(CENTS)'],
  ['bench/start-up.ts', 'ms.toFixed(1)'],
  ['apps/api/src/app.test.ts', 'total.toFixed(2)'],
  ['packages/core/src/loop/steps/retry.ts', 'amount.toFixed()'],
  ['packages/core/src/kernel/time/units.ts', 'export const MINUTE_MS = 60_000;'],
])('%s: allows %s', (path, text) => {
  expect(handmadeFaults({ path, text })).toEqual([]);
});
