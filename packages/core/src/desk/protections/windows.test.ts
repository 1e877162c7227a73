import { expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { booksWindows, closeWindows } from './windows.ts';

const policy = defaultPolicies.protections;
const at = new Date('2025-02-03T15:00:00Z');
const before = (minutes: number): Date => new Date(at.getTime() - minutes * MINUTE_MS);

test('a window is as long as its policy says', () => {
  expect(closeWindows(policy, new Map(), at)).toEqual({
    stops: before(1440),
    losses: before(60),
    profits: before(4320),
  });
  expect(booksWindows(policy, new Map(), at)).toEqual({ drawdown: before(10_080), loss: before(1440) });
});

test('a window begins no earlier than the last lock of its kind ended, and an older lock changes nothing', () => {
  const ends = new Map([
    ['stop_loss_guard', before(5)],
    ['cooldown_after_loss', before(61)],
    ['max_drawdown', before(-30)],
  ] as const);
  expect(closeWindows(policy, ends, at)).toMatchObject({ stops: before(5), losses: before(60) });
  expect(booksWindows(policy, ends, at)).toEqual({ drawdown: before(-30), loss: before(1440) });
});
