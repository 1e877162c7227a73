import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CastVote, decideVerdict, writersOf } from './verdict.ts';

const vote = (agentId: CastVote['agentId'], choice: CastVote['vote'], probability = 0.7): CastVote => ({
  agentId,
  vote: choice,
  probability,
  reason: 'so it is',
});

test("ATLAS's approval approves over a doubtful no of SAGE", () => {
  expect(decideVerdict([vote('sage', 'reject', 0.79), vote('atlas', 'approve')])).toMatchObject({
    decision: 'approve',
    decidedBy: 'atlas',
  });
});

test('SAGE vetoes from a probability of 0.80', () => {
  expect(decideVerdict([vote('sage', 'reject', 0.8), vote('atlas', 'approve', 0.97)])).toMatchObject({
    decision: 'reject',
    decidedBy: 'sage',
  });
});

test("ATLAS's abstention is a rejection", () => {
  expect(decideVerdict([vote('sage', 'approve'), vote('atlas', 'abstain')]).decision).toBe('reject');
});

test("SCOUT's no does not decide", () => {
  expect(
    decideVerdict([vote('scout', 'reject', 0.97), vote('sage', 'approve'), vote('atlas', 'approve')]).decision,
  ).toBe('approve');
});

test('nothing is approved without an approval of ATLAS', () => {
  const votes = fc.array(
    fc.record({
      agentId: fc.constantFrom('sage', 'scout', 'growth', 'intel', 'observer'),
      vote: fc.constantFrom('approve', 'reject', 'abstain'),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      reason: fc.string(),
    }),
  );
  fc.assert(
    fc.property(votes, (cast) => {
      expect(decideVerdict(cast as CastVote[]).decision).toBe('reject');
    }),
  );
});

test('a written vote decides nothing: neither a veto of SAGE nor an approval of ATLAS', () => {
  const written = (cast: CastVote): CastVote => ({ ...cast, written: true });
  const seated = [vote('sage', 'approve'), vote('atlas', 'approve')];
  expect(decideVerdict([written(vote('sage', 'reject', 0.97)), ...seated]).decision).toBe('approve');
  expect(decideVerdict([vote('sage', 'approve'), written(vote('atlas', 'approve'))]).decision).toBe('reject');
});

test('whoever has no seat and is not switched off writes', () => {
  expect(writersOf(['sage', 'atlas'], ['growth'])).toEqual(['scout', 'intel', 'observer']);
});
