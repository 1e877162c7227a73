import { expect, test } from 'vitest';
import { PositionStatus as stored } from '../../kernel/db/index.ts';
import { heldStatuses, liveStatuses } from '../states/index.ts';
import { hasEnded, positionStatuses } from './position.ts';

test('the statuses are those that the database knows', () => {
  expect([...positionStatuses]).toEqual(Object.values(stored));
});

test('a live position is one that has not ended, and a held one has been filled', () => {
  expect([...liveStatuses]).toEqual(positionStatuses.filter((status) => !hasEnded(status)));
  expect([...heldStatuses]).toEqual(liveStatuses.filter((status) => status !== 'opening'));
});
