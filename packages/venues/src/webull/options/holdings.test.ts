import { expect, test } from 'vitest';
import { heldContracts } from './holdings.ts';

const leg = {
  ...{ symbol: 'NIO', leg_id: 'x', instrument_type: 'OPTION', option_type: 'CALL', option_expire_date: '2026-09-18' },
  ...{ option_exercise_price: '3.5', option_contract_multiplier: '100', expiration_type: 'PM' },
};
const option = { symbol: 'NIO', quantity: '2', instrument_type: 'OPTION', legs: [leg] };
const share = { symbol: 'NIO', quantity: '7.5', instrument_type: 'EQUITY' };
const seen = (held: ReturnType<typeof heldContracts>) =>
  held.map(({ contract, quantity }) => [contract, quantity.toFixed()]);

test('options on a share are not the share, and are held in the shares that they are on', () => {
  expect(seen(heldContracts([share, option], 'equity'))).toEqual([['NIO', '7.5']]);
  expect(seen(heldContracts([share, option], 'option'))).toEqual([['NIO260918C00003500', '200']]);
});

test('what is said to be of no kind is a share', () => {
  expect(seen(heldContracts([{ symbol: 'F', quantity: '1' }], 'equity'))).toEqual([['F', '1']]);
});

test.each([
  ['without its leg', { legs: undefined }],
  ['of two legs', { legs: [leg, leg] }],
  ['without its strike', { legs: [{ ...leg, option_exercise_price: undefined }] }],
  ['on another number of shares', { legs: [{ ...leg, option_contract_multiplier: '10' }] }],
])('an option %s is not counted by guessing', (_, changes) => {
  expect(() => heldContracts([{ ...option, ...changes }], 'option')).toThrow(/webull/);
});
