import { expect, test } from 'vitest';
import { arrowsOf, drawingFaults } from './arrows.ts';

const ROOM = 'packages/core/src/desk/one';
const tree = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => ({ path: `${ROOM}/${path}`, text }));

const drawn = {
  'index.ts': `export { send } from './call/send.ts';`,
  'order.ts': `import { text } from '../../kernel/text/index.ts';`,
  'call/send.ts': `import type { Order } from '../order.ts';\nimport { ask } from './ask.ts';`,
  'call/ask.ts': `import { isFinal } from '../order.ts';`,
  'send.test.ts': `import { send } from './call/send.ts';`,
};

test('an arrow joins two parts, however many files draw it; a folder is one part, tests are none', () => {
  expect([...arrowsOf(ROOM, tree(drawn))]).toEqual([
    ['index.ts', new Set(['call'])],
    ['order.ts', new Set()],
    ['call', new Set(['order.ts'])],
  ]);
});

test('a room may have as many arrows as the law says, and no more', () => {
  expect(drawingFaults(tree(drawn), { [ROOM]: 2 })).toEqual([]);
  expect(drawingFaults(tree(drawn), { [ROOM]: 1 })).toEqual([
    `${ROOM} has 2 arrows between its parts, at most 1 are allowed`,
  ]);
});

test('no part may import one that imports it, also where no file does', () => {
  const back = tree({ ...drawn, 'order.ts': `import type { Wish } from './call/wish.ts';`, 'call/wish.ts': '' });
  expect(drawingFaults(back, { [ROOM]: 9 })).toEqual([
    expect.stringMatching(/call → order\.ts → call|order\.ts → call/),
  ]);
});
