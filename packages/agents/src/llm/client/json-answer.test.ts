import { expect, test } from 'vitest';
import { objectsIn, withoutThoughts } from './json-answer.ts';

const answer = { text: 'It holds {so far}: "fine" \\ good.', vote: 'approve' };
const json = JSON.stringify(answer);

test.each([
  ['alone', json],
  ['in a code fence', `\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\``],
  ['after prose', `Here is my answer {as asked}:\n${json}`],
  ['before prose', `${json}\n\nI hope that this {helps}.`],
  ['after a thought', withoutThoughts(`<think>maybe {"text": "no"} or not</think>\n${json}`)],
  ['after a thought whose begin the server kept', withoutThoughts(`maybe {"vote": 1}</think>${json}`)],
  ['after a brace that never ends', `{ oh\n${json.slice(0, -1)}}`],
])('the one object of an answer is found %s', (_, text) => {
  expect(objectsIn(text)).toEqual([answer]);
});

test('a thought that never ends is no answer', () => {
  expect(withoutThoughts(`<think>${json}`)).toBe('');
});

test('an answer that speaks of thinking is kept whole', () => {
  const text = '{"text": "he wrote </think> there"}';
  expect(withoutThoughts(text)).toBe(text);
});

test.each(['', 'no', '[1]', '{', '{"text": ', '"{"'])('in %j there is none', (text) => {
  expect(objectsIn(text)).toEqual([]);
});

test('every object is found, so that two answers are seen as two', () => {
  expect(objectsIn('{"a": 1} {"a": 2}')).toEqual([{ a: 1 }, { a: 2 }]);
});

test('a text made to be slow is given up', () => {
  const begun = performance.now();
  expect(objectsIn('{'.repeat(200_000))).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(5000);
});
