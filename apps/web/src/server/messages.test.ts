import { expect, test } from 'vitest';
import { openMessages } from './messages.ts';

test('messages that come in pieces are whole, and what has no data tells nothing', () => {
  const take = openMessages();
  expect(take('retry: 2000\n\nid: 1\nda')).toEqual([{ kind: 'still', id: null, data: '' }]);
  expect(take('ta: {"a":1}\n\n: still here\n\nevent: gap\ndata: {}\n\n')).toEqual([
    { kind: 'message', id: '1', data: '{"a":1}' },
    { kind: 'still', id: null, data: '' },
    { kind: 'gap', id: null, data: '{}' },
  ]);
});
