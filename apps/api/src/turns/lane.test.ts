import { expect, test } from 'vitest';
import { routes } from '../routes.ts';
import { laneOf, openLanes } from './lane.ts';

const laneAt = openLanes(routes);

test('what an operator does, and what tells whether it works, is control', () => {
  const control = routes.filter((route) => laneOf(route) === 'control').map(({ method, path }) => `${method} ${path}`);
  expect(control).toContain('put /api/trading-state');
  expect(control).toContain('post /api/positions/{id}/close');
  expect(control).toContain('get /readyz');
  expect(control).not.toContain('post /api/signals');
  expect(control.filter((one) => one.startsWith('get'))).toEqual([
    'get /healthz',
    'get /readyz',
    'get /api/trading-state',
  ]);
});

test('a request is in the lane of its route, ids, slashes and letters as they come', () => {
  for (const route of routes)
    expect(laneAt(route.method.toUpperCase(), route.path.replaceAll(/\{\w+\}/g, 'x-1'))).toBe(laneOf(route));
  expect(laneAt('PUT', '/API/trading-state/')).toBe('control');
  expect(laneAt('HEAD', '/readyz')).toBe('control');
  expect(laneAt('GET', '/api/positions/x/close')).toBe('reading');
  expect(laneAt('POST', '/login')).toBe('writing');
});
