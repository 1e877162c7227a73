import { expect, test } from 'vitest';
import { type DeadStep, retryRefusal } from './dead-letter.ts';

const step: DeadStep = {
  kind: 'agent_task',
  missionType: 'analysis',
  buys: false,
  ordered: false,
  reserved: false,
  positionStatus: null,
};

test.each<[string, Partial<DeadStep>, string | null]>([
  ['thinking', {}, null],
  ['an entry that still holds its limits', { buys: true, reserved: true }, null],
  ['an entry that gave its limits back', { buys: true }, 'what its gates had reserved was given back: propose it anew'],
  ['an entry with an order, which only asks the venue', { buys: true, ordered: true }, null],
  ['a close of an open position', { positionStatus: 'open' }, null],
  ['a close of a closed position', { positionStatus: 'closed' }, 'its position is closed'],
  ['a close beside another one', { positionStatus: 'closing' }, 'its position is closing'],
])('a retry of %s', (_what, changes, refusal) => {
  expect(retryRefusal({ ...step, ...changes })).toBe(refusal);
});
