import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { levelFault } from './levels.ts';

const fault = (levels: { stop?: string; target?: string }) =>
  levelFault({
    price: new Decimal(200),
    stopLoss: levels.stop ? new Decimal(levels.stop) : null,
    target: levels.target ? new Decimal(levels.target) : null,
  })?.message;

test.each([
  ['a stop above the price', { stop: '2000' }, 'the stop 2000 is not below the last price 200'],
  ['a stop at the price', { stop: '200' }, 'the stop 200 is not below the last price 200'],
  ['a target at the price', { stop: '190', target: '200' }, 'the target 200 is not above the last price 200'],
  ['a target below the price', { target: '0.5' }, 'the target 0.5 is not above the last price 200'],
])('%s is named, with both numbers', (_, levels, message) => {
  expect(fault(levels)).toBe(message);
});

test.each([[{ stop: '199.99', target: '200.01' }], [{}]])('%o lies right', (levels) => {
  expect(fault(levels)).toBeUndefined();
});
