import { expect, test } from 'vitest';
import type { VenueReport } from './broker.ts';
import { type Placing, placeOnce, type Sent } from './place-once.ts';

const shown: VenueReport = { clientOrderId: 'c', venueOrderId: 'V', status: 'filled', fills: [], reason: null };
const refused: Sent = { kind: 'refused', reason: '7: too many' };
const undecided: Sent = { kind: 'undecided', reason: '6: pending', doubt: 'it does not decide' };

function placing(sent: Sent, report: VenueReport | null): Placing<object> {
  return { clientOrderId: 'c', compose: async () => ({}), send: async () => sent, find: async () => report };
}

test('an order that cannot be made is rejected, and nothing is sent or asked', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const report = await placeOnce({
    clientOrderId: 'c',
    compose: async () => ({ refused: 'too small' }),
    send: never,
    find: never,
  });
  expect(report).toMatchObject({ status: 'rejected', reason: 'too small' });
});

test.each([
  ['taken', { kind: 'taken', venueOrderId: 'W' }],
  ['refused', refused],
  ['not sent', { kind: 'unsent', reason: 'nothing to sell' }],
  ['left undecided', undecided],
] as const)('I4: what the venue shows counts, also where this call was %s', async (_, sent) => {
  expect(await placeOnce(placing(sent, shown))).toBe(shown);
});

test('what was taken and is not shown yet is submitted', async () => {
  const sent: Sent = { kind: 'taken', venueOrderId: 'W' };
  expect(await placeOnce(placing(sent, null))).toMatchObject({ status: 'submitted', venueOrderId: 'W' });
});

test('what was refused and is not shown is rejected', async () => {
  expect(await placeOnce(placing(refused, null))).toMatchObject({ status: 'rejected', reason: '7: too many' });
});

test('what nobody decides and the venue does not show is not known', async () => {
  await expect(placeOnce(placing(undecided, null))).rejects.toMatchObject({ code: 'venue_unknown' });
});
