import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { type CloseFacts, locksAfterClose, locksOnBooks } from './guard.ts';

const policy = defaultPolicies.protections;

const closed = (changes: Partial<CloseFacts> = {}): CloseFacts => ({
  instrumentId: 'bonk',
  symbol: 'BONK',
  stoppedOut: true,
  lost: true,
  stopOuts: 1,
  tokenLosses: 1,
  tokenTrades: 1,
  tokenPnlUsd: -3,
  ...changes,
});
const kinds = (facts: CloseFacts, with_ = policy) => locksAfterClose(with_, facts).map(({ kind }) => kind);

test('a loss pauses its token, a gain nothing', () => {
  expect(locksAfterClose(policy, closed())).toMatchObject([
    { kind: 'cooldown_after_loss', subject: 'bonk', minutes: 60, reason: 'BONK lost just now' },
  ]);
  expect(kinds(closed({ stoppedOut: false, lost: false, tokenPnlUsd: 5 }))).toEqual([]);
});

test('the third stop within a day pauses all entries, a third loss by other ways does not', () => {
  expect(locksAfterClose(policy, closed({ stopOuts: 3 }))[0]).toMatchObject({
    kind: 'stop_loss_guard',
    subject: 'company',
    reason: '3 trades were stopped out in 24 hours',
    minutes: 240,
  });
  expect(kinds(closed({ stopOuts: 3, stoppedOut: false }))).toEqual(['cooldown_after_loss']);
  expect(kinds(closed({ stopOuts: 2 }))).toEqual(['cooldown_after_loss']);
});

test('a token that does not pay is locked where the policy wants it', () => {
  const wanting = { ...policy, low_profit_lock: { ...policy.low_profit_lock, enabled: true } };
  expect(kinds(closed({ tokenTrades: 2, lost: false, tokenPnlUsd: -1 }), wanting)).toEqual(['low_profit_lock']);
  expect(kinds(closed({ tokenTrades: 2, lost: false, tokenPnlUsd: 1 }), wanting)).toEqual([]);
  expect(kinds(closed({ tokenTrades: 1, lost: false, tokenPnlUsd: -1 }), wanting)).toEqual([]);
});

test('equity 15 % below its week’s highest, or 5 % below its day’s begin, stops entries', () => {
  const books = (equityUsd: number) => locksOnBooks(policy, { equityUsd, peakUsd: 1000, beganAtUsd: 900 });
  expect(books(880)).toEqual([]);
  expect(books(855).map(({ kind }) => kind)).toEqual(['daily_loss_limit']);
  expect(books(850).map(({ kind }) => kind)).toEqual(['max_drawdown', 'daily_loss_limit']);
  expect(books(850)[0]?.reason).toBe('equity is 15.0 % below its highest of 1,000.00 USD in 7 days');
});

test('what is switched off never locks, and less equity never locks less', () => {
  const off = Object.fromEntries(
    Object.entries(policy).map(([key, one]) => [key, { ...one, enabled: false }]),
  ) as never;
  const usd = fc.double({ min: 0, max: 2000, noNaN: true });
  fc.assert(
    fc.property(usd, usd, (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const count = (equityUsd: number, with_ = policy) =>
        locksOnBooks(with_, { equityUsd, peakUsd: 1000, beganAtUsd: 1000 }).length;
      expect(count(less)).toBeGreaterThanOrEqual(count(more));
      expect(count(less, off)).toBe(0);
    }),
  );
  expect(kinds(closed({ stopOuts: 9, tokenLosses: 9 }), off)).toEqual([]);
});

const wanting = { ...policy, low_profit_lock: { ...policy.low_profit_lock, enabled: true } };

test('a token that lost several times says how often and within which time', () => {
  expect(locksAfterClose(policy, closed({ tokenLosses: 2 }))[0]?.reason).toBe('BONK lost 2 times in 60 minutes');
});

test('losses below the threshold of a cooldown pause nothing', () => {
  const patient = { ...policy, cooldown_after_loss: { ...policy.cooldown_after_loss, threshold: 2 } };
  expect(kinds(closed({ tokenLosses: 1 }), patient)).toEqual([]);
  expect(kinds(closed({ tokenLosses: 2 }), patient)).toEqual(['cooldown_after_loss']);
});

test('a token whose trades came to just the threshold is not locked', () => {
  expect(kinds(closed({ tokenTrades: 2, lost: false, tokenPnlUsd: 0 }), wanting)).toEqual([]);
});

test('a lock says what it saw, for how long and of what', () => {
  const [lock] = locksAfterClose(wanting, closed({ tokenTrades: 3, lost: false, tokenPnlUsd: -7.5 }));
  expect(lock).toEqual({
    kind: 'low_profit_lock',
    subject: 'bonk',
    reason: '3 trades in BONK came to −7.50 USD in 3 days',
    minutes: 1440,
    details: { tokenTrades: 3, tokenPnlUsd: -7.5 },
  });
});

test('a loss of just 5 % since the window began stops entries for half a day', () => {
  expect(locksOnBooks(policy, { equityUsd: 950, peakUsd: 1000, beganAtUsd: 1000 })).toEqual([
    {
      kind: 'daily_loss_limit',
      subject: 'company',
      reason: '5.0 % of equity were lost in 24 hours',
      minutes: 720,
      details: { loss: expect.closeTo(0.05, 12), beganAtUsd: 1000, equityUsd: 950 },
    },
  ]);
});

test('books that never held anything have lost nothing', () => {
  expect(locksOnBooks(policy, { equityUsd: 0, peakUsd: 0, beganAtUsd: 0 })).toEqual([]);
});

test('books of less than a dollar are watched like any', () => {
  const small = locksOnBooks(policy, { equityUsd: 0.5, peakUsd: 0.9, beganAtUsd: 0.9 });
  expect(small.map(({ kind }) => kind)).toEqual(['max_drawdown', 'daily_loss_limit']);
});

test('equity just at a threshold stops entries', () => {
  const quarter = { enabled: true, lookback_minutes: 60, lock_minutes: 60, threshold: 0.25 };
  const exact = { ...policy, max_drawdown: quarter, daily_loss_limit: quarter };
  expect(locksOnBooks(exact, { equityUsd: 750, peakUsd: 1000, beganAtUsd: 1000 })).toHaveLength(2);
  expect(locksOnBooks(exact, { equityUsd: 751, peakUsd: 1000, beganAtUsd: 1000 })).toEqual([]);
});
