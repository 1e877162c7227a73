import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventCatalogue } from './index.ts';

const root = new URL('../../../../../', import.meta.url).pathname;
const sources = globSync('{apps,packages}/*/src/**/*.ts', { cwd: root })
  .filter((path) => !/\.test\.ts$|\/testing\/|\/generated\/|\/events\/kinds\//.test(path))
  .map((path) => readFileSync(`${root}${path}`, 'utf8'))
  .join('\n');

test.each(Object.keys(eventCatalogue))('%s is told somewhere: no trigger waits for what never happens', (kind) => {
  expect(sources).toMatch(new RegExp(`(kind: |[?:] |=> |return )'${kind.replace('.', '\\.')}'`));
});
