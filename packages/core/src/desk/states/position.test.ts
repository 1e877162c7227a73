import { expect, test } from 'vitest';
import { PositionStatus as stored } from '../../kernel/db/index.ts';
import { HELD, LIVE } from './index.ts';
import { hasEnded, type PositionStatus, positionStatuses } from './position.ts';

const listed = (statuses: readonly PositionStatus[]) => `(${statuses.map((status) => `'${status}'`).join(', ')})`;

test('the statuses are those that the database knows', () => {
  expect([...positionStatuses]).toEqual(Object.values(stored));
});

test('a live position is one that has not ended, and a held one has been filled', () => {
  const live = positionStatuses.filter((status) => !hasEnded(status));
  expect(LIVE.sql).toBe(listed(live));
  expect(HELD.sql).toBe(listed(live.filter((status) => status !== 'opening')));
});
