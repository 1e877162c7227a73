import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missionStatus, type StepStatus } from './mission.ts';

const step = fc.constantFrom<StepStatus>('queued', 'running', 'succeeded', 'failed');

test('a mission ends only when all of its steps have ended (I7)', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const ended = steps.every((status) => status === 'succeeded' || status === 'failed');
      return ended === ['succeeded', 'failed'].includes(missionStatus(steps));
    }),
  );
});

test('one succeeded step never finishes a mission', () => {
  expect(missionStatus(['succeeded', 'queued'])).toBe('running');
});

test('any failed step makes an ended mission failed', () => {
  expect(missionStatus(['succeeded', 'failed'])).toBe('failed');
});

test('a mission without steps is a failure', () => {
  expect(missionStatus([])).toBe('failed');
});
