import { expect, test } from 'vitest';
import { cyclesOf } from './cycles.ts';

const tree = (texts: Readonly<Record<string, string>>) => Object.entries(texts).map(([path, text]) => ({ path, text }));

test('refuses two files that import each other, be it for a type only', () => {
  const files = tree({
    'apps/api/src/a.ts': `import { b } from './b.ts';`,
    'apps/api/src/b.ts': `import type { A } from './a.ts';`,
  });
  expect(cyclesOf(files)).toEqual(['apps/api/src/a.ts → apps/api/src/b.ts → apps/api/src/a.ts import each other']);
});

test('refuses a circle through front doors, addresses of packages and what is loaded later', () => {
  const files = tree({
    'packages/core/src/desk/one/index.ts': `export { a } from './a.ts';`,
    'packages/core/src/desk/one/a.ts': `import { b } from '@atc/core/desk/two';`,
    'packages/core/src/desk/two/index.ts': `export const load = () => import('../one/index.ts');`,
  });
  expect(cyclesOf(files)).toHaveLength(1);
});

test('names every circle once, and none where there is none', () => {
  const files = tree({
    'a.ts': `import './b.ts'; import './c.ts';`,
    'b.ts': `import './c.ts';\nimport { z } from 'zod';`,
    'c.ts': '',
    'd.ts': `import './e.ts';`,
    'e.ts': `import './d.ts';`,
    'f.ts': `import './g.ts';`,
    'g.ts': `import './f.ts';`,
  });
  expect(cyclesOf(files)).toHaveLength(2);
});
