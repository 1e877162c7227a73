import { expect, test } from 'vitest';
import { policySet } from '../../testing/gate-facts.ts';
import { moneyFault } from './money.ts';

const enabled = policySet({ live_trading: { enabled: true, first_order_usd: 10 } });

test('paper money needs nobody’s word', () => {
  expect(moneyFault({ mode: 'paper' }, policySet())).toBeNull();
  expect(moneyFault({ mode: 'paper' }, enabled)).toBeNull();
});

test('real money needs the operator’s word', () => {
  expect(moneyFault({ mode: 'live' }, policySet())).toBe('live trading is not enabled');
  expect(moneyFault({ mode: 'live' }, enabled)).toBeNull();
});
