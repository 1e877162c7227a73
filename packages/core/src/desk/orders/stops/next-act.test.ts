import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { HOUR_MS } from '../../../kernel/time/index.ts';
import type { OrderStatus } from '../order.ts';
import { nextAct, type SeenOrder, type StopView } from './next-act.ts';

const untouched = { bracket: null, withdrawn: false, replaced: false };
const bought: SeenOrder = { status: 'filled', restsAt: null, sells: null, ...untouched, ageMs: 0 };
const held: StopView = {
  quantity: new Decimal(2),
  level: new Decimal(90),
  price: new Decimal(100),
  exitDue: false,
  last: bought,
};
const stop = (status: OrderStatus, changes: Partial<SeenOrder> = {}): SeenOrder => ({
  ...{ status, restsAt: new Decimal(90), sells: new Decimal(2), ...untouched, ageMs: HOUR_MS - 1 },
  ...changes,
});

const scenarios: readonly (readonly [string, Partial<StopView>, ReturnType<typeof nextAct>])[] = [
  ['a position that was just bought gets its stop', {}, 'place'],
  ['a position without a level gets none', { level: null }, null],
  ['nor one that is about to be sold', { exitDue: true }, null],
  ['nor one that trades below its level', { price: new Decimal(90) }, null],
  ['a price that nobody knows keeps no stop away', { price: null }, 'place'],
  ['an order that may still fill comes first', { last: { ...bought, status: 'unknown' } }, null],
  ['a stop whose fate is not known is not placed twice', { last: stop('unknown') }, null],
  ['nor is one that has begun to sell', { last: stop('partially_filled') }, null],
  ['a stop that rests where it should is left there', { last: stop('submitted') }, null],
  ['one that rests higher is never moved down', { last: stop('submitted', { restsAt: new Decimal(95) }) }, null],
  ['one that rests lower follows', { last: stop('submitted', { restsAt: new Decimal(89) }) }, 'move'],
  [
    'one that follows below the price too: the venue sells it then',
    { price: new Decimal(89.5), last: stop('submitted', { restsAt: new Decimal(89) }) },
    'move',
  ],
  ['but not every moment', { last: stop('submitted', { restsAt: new Decimal(89), ageMs: 9999 }) }, null],
  [
    'a stop that the desk took back is not placed again at once',
    { last: stop('canceled', { withdrawn: true, ageMs: 59_999 }) },
    null,
  ],
  [
    'one that makes way for another does so at once',
    { last: stop('canceled', { withdrawn: true, replaced: true, ageMs: 0 }) },
    'place',
  ],
  ['but not before it has ended', { last: stop('unknown', { withdrawn: true, replaced: true, ageMs: 0 }) }, null],
  ['but is when nothing came of it', { last: stop('canceled', { withdrawn: true, ageMs: 60_000 }) }, 'place'],
  ['one that the venue refused is tried an hour later', { last: stop('rejected') }, null],
  ['and then is', { last: stop('rejected', { ageMs: HOUR_MS }) }, 'place'],
  ['so is one that the venue gave up', { last: stop('canceled', { ageMs: HOUR_MS }) }, 'place'],
  [
    'a stop that its purchase left comes into our books whatever else is due',
    { level: null, price: new Decimal(80), exitDue: true, last: { ...bought, bracket: 'purchase' } },
    'place',
  ],
  ['but not before its purchase has ended', { last: { ...stop('unknown'), bracket: 'purchase' } }, null],
  [
    'one that the venue gave up is replaced at once',
    { last: stop('canceled', { bracket: 'stop', ageMs: 0 }) },
    'place',
  ],
  ['one that it refused is not', { last: stop('rejected', { bracket: 'stop' }) }, null],
  [
    'nor one that the desk took back',
    { last: stop('canceled', { bracket: 'stop', withdrawn: true, ageMs: 59_999 }) },
    null,
  ],
  ['one over more than is held is taken back', { last: stop('submitted', { sells: new Decimal(3) }) }, 'withdraw'],
  ['one over a part of it is left there', { last: stop('submitted', { sells: new Decimal(1) }) }, null],
  ['what a stop left over gets another one', { last: stop('filled', { ageMs: 0 }) }, 'place'],
];

test.each(scenarios)('%s', (_, changes, act) => {
  expect(nextAct({ ...held, ...changes })).toBe(act);
});
