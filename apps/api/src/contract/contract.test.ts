import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../routes.ts';
import type { InputOf, OutputOf, Where } from './contract.ts';

/** How a client may be typed: one function for all lines. */
const asked: { where: string; input: unknown }[] = [];
function ask<W extends Where>(where: W, input: InputOf<W>): OutputOf<W> | null {
  asked.push({ where, input });
  return null;
}

test('a line gives the types of what it takes and of what it answers', () => {
  const position = ask('GET /api/positions/{id}', { params: { id: 'x' } });
  expectTypeOf(position).toExtend<{ readonly status: 'opening' | 'open' | 'closing' | 'closed' | 'void' } | null>();
  expectTypeOf<OutputOf<'GET /api/portfolio'>['equityUsd']>().toEqualTypeOf<string>();
  expectTypeOf<OutputOf<'GET /api/portfolio'>['at']>().toEqualTypeOf<string>();
  expectTypeOf<OutputOf<'GET /api/orders'>['items'][number]['id']>().toEqualTypeOf<string>();
  const set = ask('PUT /api/trading-state', { body: { state: 'halted', reason: 'a test' } });
  expectTypeOf(set).toEqualTypeOf<{
    state: 'active' | 'reducing' | 'halted';
    epoch: number;
    inFlight: string[];
  } | null>();
});

test('what may be left out may be, and a query is written as numbers or texts', () => {
  expectTypeOf(ask<'GET /api/orders'>).toBeCallableWith('GET /api/orders', {});
  expectTypeOf(ask<'GET /api/orders'>).toBeCallableWith('GET /api/orders', { query: { limit: 5 } });
  expectTypeOf(ask<'GET /api/orders'>).toBeCallableWith('GET /api/orders', { query: { limit: '5', cursor: 'x' } });
});

test('what the API does not have is refused before it is asked', () => {
  asked.length = 0;
  // @ts-expect-error: there is no such path
  ask('GET /api/position/{id}', { params: { id: 'x' } });
  // @ts-expect-error: there is no such state
  ask('PUT /api/trading-state', { body: { state: 'stopped', reason: 'a test' } });
  // @ts-expect-error: a reason is needed
  ask('PUT /api/trading-state', { body: { state: 'halted' } });
  // @ts-expect-error: the id is needed
  ask('GET /api/positions/{id}', {});
  // @ts-expect-error: there is no such filter
  ask('GET /api/orders', { query: { colour: 'red' } });
  // @ts-expect-error: a stream is no answer in JSON
  ask('GET /api/events/stream', {});
  expect(asked).toHaveLength(6);
});

const answering = routes.flatMap(({ where, does }) => ('check' in does ? [[where, does] as const] : []));

test.each(answering)('%s: its types are those of JSON', (_, { response }) => {
  // A date, a decimal or anything else that JSON does not know would throw.
  expect(() => z.toJSONSchema(response, { io: 'input' })).not.toThrow();
});
