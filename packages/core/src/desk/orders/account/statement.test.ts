import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import type { AccountStatement } from '../../venue/index.ts';
import { judgeStatement, type OurAccount } from './statement.ts';

const ours: OurAccount = {
  cashUsd: new Decimal('90.50'),
  feesApartUsd: new Decimal(0),
  quiet: true,
  ours: new Set(['known']),
};
const agreed: AccountStatement = { cashUsd: new Decimal('90.50'), openOrders: [] };
const CASH = 'our books say 90.50 USD of cash, the venue 95.00';

type Scenario = readonly [
  string,
  {
    readonly said?: Partial<AccountStatement>;
    readonly books?: Partial<OurAccount>;
    readonly doubted?: string;
  },
  object,
];

const open = (clientOrderId: string | null) => [{ clientOrderId, venueOrderId: 'V1' }];

const scenarios: readonly Scenario[] = [
  ['books and venue that say the same', {}, { kind: 'agrees' }],
  ['an open order of ours', { said: { openOrders: open('known') } }, { kind: 'agrees' }],
  [
    'an open order of somebody else',
    { said: { openOrders: open('stranger') } },
    { kind: 'freeze', reason: '1 open orders are none of ours, the first is V1' },
  ],
  ['an open order without an id', { said: { openOrders: open(null) } }, { kind: 'freeze' }],
  [
    'an open order of somebody else beside one of ours, while ours is under way',
    { said: { openOrders: [...open('known'), ...open('stranger')] }, books: { quiet: false } },
    { kind: 'freeze' },
  ],
  ['open orders that the venue does not tell', { said: { openOrders: null } }, { kind: 'agrees' }],
  ['cash that the venue does not tell', { said: { cashUsd: null } }, { kind: 'agrees' }],
  ['cash that differs by a rounding', { said: { cashUsd: new Decimal('90.51') } }, { kind: 'agrees' }],
  ['cash that differs, once', { said: { cashUsd: new Decimal(95) } }, { kind: 'doubt', reason: CASH }],
  ['cash that differs, again', { said: { cashUsd: new Decimal(95) }, doubted: CASH }, { kind: 'freeze', reason: CASH }],
  [
    'cash that differs, but otherwise than before',
    { said: { cashUsd: new Decimal(96) }, doubted: CASH },
    { kind: 'doubt' },
  ],
  [
    'cash that differs while an order is under way',
    { said: { cashUsd: new Decimal(95) }, doubted: CASH, books: { quiet: false } },
    { kind: 'agrees' },
  ],
  [
    'fees that were paid from something else than the cash',
    { said: { cashUsd: new Decimal('90.75') }, books: { feesApartUsd: new Decimal('0.25') } },
    { kind: 'agrees' },
  ],
  ['no cash where our books have some', { said: { cashUsd: new Decimal(0) } }, { kind: 'doubt' }],
];

test.each(scenarios)('%s', (_, { said, books, doubted }, finding) => {
  expect(judgeStatement({ ...agreed, ...said }, { ...ours, ...books }, doubted ?? null)).toMatchObject(finding);
});

test('a stop that a purchase of ours left at its venue is ours', () => {
  const left = [{ clientOrderId: 'known-SL', purchaseId: 'known', venueOrderId: 'V2' }];
  expect(judgeStatement({ ...agreed, openOrders: left }, ours, null)).toEqual({ kind: 'agrees' });
});

test('cash that differs by a tenth of a cent more than a cent is in doubt', () => {
  const said = { ...agreed, cashUsd: new Decimal('90.511') };
  expect(judgeStatement(said, ours, null).kind).toBe('doubt');
});
