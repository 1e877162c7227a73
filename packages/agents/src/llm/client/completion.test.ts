import { isStorable } from '@atc/core/kernel/text';
import { hostileTexts } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { readCompletion } from './completion.ts';

test.each(hostileTexts)('an answer with $what is one that a database takes', ({ text }) => {
  const read = readCompletion({ choices: [{ message: { content: `Fine. ${text}` } }] });
  expect(read).toMatchObject({ kind: 'answered', text: expect.stringMatching(/^Fine\. /) });
  expect(isStorable(read.kind === 'answered' ? read.text : '\0')).toBe(true);
});
