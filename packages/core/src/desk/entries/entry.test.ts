import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPolicies, type PolicySet } from '../../company/policies/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { policySet } from '../../testing/gate-facts.ts';
import { type EntryFacts, type EntryWish, sizeEntry } from './entry.ts';

const facts: EntryFacts = {
  price: new Decimal(1),
  tick: new Decimal('0.0001'),
  conviction: 1,
  confidence: 0.95,
  equityUsd: new Decimal(1000),
  cashLeftUsd: new Decimal(1000),
  riskUsedUsd: new Decimal(0),
  heldUsd: new Decimal(0),
  firstLive: false,
  share: 1,
  foundUsd: null,
  restraint: 1,
};

const sized = (changes: Partial<EntryFacts>, firstOrderUsd = 12) =>
  sizeEntry(
    { stopLoss: '0.9' },
    { ...facts, ...changes },
    policySet({ live_trading: { enabled: true, first_order_usd: firstOrderUsd } }),
  )?.sizeUsd.toNumber();

test('the first trade with real money is a small one', () => {
  expect(sized({ firstLive: true })).toBe(12);
  expect(sized({ firstLive: false })).toBeGreaterThan(12);
});

test('what the first trade has bought counts against its size', () => {
  expect(sized({ firstLive: true, heldUsd: new Decimal(10) })).toBe(2);
});

test('a first order larger than any position may be is no larger', () => {
  expect(sized({ firstLive: true }, 5000)).toBe(sized({}));
});

const entryOf = (wish: EntryWish, changes: Partial<EntryFacts> = {}, policies = policySet()) =>
  sizeEntry(wish, { ...facts, ...changes }, policies);
const optionalStop = policySet({ risk_controls: { ...defaultPolicies.risk_controls, stop_loss_required: false } });
const without = (key: 'risk_controls' | 'trade_limits' | 'live_trading'): PolicySet => {
  const set = policySet();
  return { ...set, values: { ...set.values, [key]: undefined } };
};

test('a stop that is given is kept, and is no default', () => {
  expect(entryOf({ stopLoss: '0.9' })).toMatchObject({ stopLoss: new Decimal('0.9'), stopDefaulted: false });
});

test('where a stop is required and none is given, 30 % below the price is applied and said to be (I12)', () => {
  expect(entryOf({})).toMatchObject({ stopLoss: new Decimal('0.7'), stopDefaulted: true });
});

test('a default stop lies on a whole tick, rounded up', () => {
  const entry = entryOf({}, { price: new Decimal('1.2345'), tick: new Decimal('0.01') });
  // 1.2345 x 0.7 = 0.86415
  expect(entry?.stopLoss?.toFixed()).toBe('0.87');
});

test('where no stop is required and none is given, there is none and all of the size is at risk', () => {
  const entry = entryOf({}, {}, optionalStop);
  expect(entry).toMatchObject({ stopLoss: null, stopDefaulted: false });
  // 1,000 x 1 % x 0.9375 over nearly the whole price, and as much at risk
  expect(entry?.sizeUsd.toFixed()).toBe('9.37');
  expect(entry?.riskUsd.toFixed()).toBe('9.36999063');
});

test('a stop that is given counts where none is required', () => {
  expect(entryOf({ stopLoss: '0.9' }, {}, optionalStop)).toMatchObject({ stopLoss: new Decimal('0.9') });
});

test('a stop at the price sizes nothing', () => {
  expect(entryOf({ stopLoss: '1' })).toBeNull();
});

test('a wish lowers the size, and never raises it', () => {
  // 1,000 x 1 % x 0.9375 / 20 % = 46.875
  expect(entryOf({ stopLoss: '0.8' })?.sizeUsd.toFixed()).toBe('46.87');
  expect(entryOf({ stopLoss: '0.8', sizeUsd: '20' })?.sizeUsd.toFixed()).toBe('20');
  expect(entryOf({ stopLoss: '0.8', sizeUsd: '55' })?.sizeUsd.toFixed()).toBe('46.87');
});

test('a target is kept as given, and there is none unless given', () => {
  expect(entryOf({ target: '1.5' })?.target?.toFixed()).toBe('1.5');
  expect(entryOf({})?.target).toBeNull();
});

test.each([
  ['what is held of the position', { heldUsd: new Decimal(45) }, '15'],
  ['2 % of equity at risk', { equityUsd: new Decimal(1000), confidence: 1, price: new Decimal(1) }, '60'],
  ['the risk that other positions have taken', { riskUsedUsd: new Decimal(47) }, '30'],
  ['the cash that is left', { cashLeftUsd: new Decimal('12.34') }, '12.34'],
] as const)('a purchase with a stop at 10 %% is bounded by %s', (_, changes, sizeUsd) => {
  expect(entryOf({ stopLoss: '0.9' }, changes)?.sizeUsd.toFixed()).toBe(sizeUsd);
});

test.each([
  ['more is held than a position may cost', { heldUsd: new Decimal(61) }],
  ['more is at risk than the book may lose', { riskUsedUsd: new Decimal(51) }],
  ['cash is below zero', { cashLeftUsd: new Decimal(-1) }],
])('nothing is bought where %s', (_, changes) => {
  expect(entryOf({ stopLoss: '0.9' }, changes)?.sizeUsd.toFixed()).toBe('0');
});

test('a policy that cannot be read sizes nothing', () => {
  expect(entryOf({ stopLoss: '0.9' }, {}, without('risk_controls'))).toBeNull();
  expect(entryOf({ stopLoss: '0.9' }, {}, without('trade_limits'))).toBeNull();
});

test('the policy of real money must be readable for a first trade with it, and for nothing else', () => {
  expect(entryOf({ stopLoss: '0.9' }, { firstLive: true }, without('live_trading'))).toBeNull();
  expect(entryOf({ stopLoss: '0.9' }, {}, without('live_trading'))).not.toBeNull();
});

test('a strategy on probation buys a part of what it would buy', () => {
  const whole = sized({}) ?? 0;
  expect(sized({ share: 0.5 })).toBeCloseTo(whole / 2, 2);
});

test('never less than a probe, as nothing is learned from less', () => {
  expect(sized({ share: 0.25 })).toBe(20);
  expect(entryOf({ stopLoss: '0.9' }, { foundUsd: new Decimal(40), share: 0.25 })?.sizeUsd.toNumber()).toBe(20);
  expect(entryOf({ stopLoss: '0.9' }, { foundUsd: new Decimal(15), share: 0.25 })?.sizeUsd.toNumber()).toBe(15);
});

test('a purchase grows from a probe to its whole size with what speaks for it', () => {
  expect([0, 0.5, 1].map((conviction) => sized({ conviction }))).toEqual([20, 40, 60]);
});

test('what a strategy would buy takes the place of what the confidence deserves, in its share', () => {
  expect(entryOf({ stopLoss: '0.9' }, { foundUsd: new Decimal(20) })?.sizeUsd.toNumber()).toBe(20);
  expect(entryOf({ stopLoss: '0.9', sizeUsd: '3' }, { foundUsd: new Decimal(20) })?.sizeUsd.toNumber()).toBe(3);
});

test('nothing in a strategy widens a limit, whatever it would buy (I11)', () => {
  const { max_position_size_usd: most } = defaultPolicies.trade_limits;
  const { max_single_position_risk: single, max_portfolio_risk: all } = defaultPolicies.risk_controls;
  const used = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 99 }), used, (usd, stop, risk) => {
      const changes = { foundUsd: new Decimal(usd), riskUsedUsd: new Decimal(risk), cashLeftUsd: new Decimal(40) };
      const entry = entryOf({ stopLoss: String(stop / 100) }, changes);
      if (!entry) throw new Error('a stop below the price can be sized');
      const { equityUsd } = facts;
      expect(entry.sizeUsd.lte(Math.min(most, 40, usd))).toBe(true);
      expect(entry.riskUsd.lte(equityUsd.mul(single).add('0.01'))).toBe(true);
      expect(entry.riskUsd.lte(Decimal.max(0, equityUsd.mul(all).sub(risk)).add('0.01'))).toBe(true);
    }),
  );
});

test('what memories leave of a purchase is never more than all of it, nor less than the smallest position', () => {
  const whole = sized({}) ?? 0;
  expect(sized({ restraint: 0.5 })).toBeCloseTo(whole / 2, 2);
  expect(sized({ restraint: 0 })).toBe(defaultPolicies.trade_limits.min_position_usd);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (restraint, conviction) => {
        expect(sized({ restraint, conviction }) ?? 0).toBeLessThanOrEqual(sized({ conviction }) ?? 0);
      },
    ),
  );
});
