import { expect, test } from 'vitest';
import { frontMonth, listedMonth } from './front-month.ts';

const month = (id: string, changes: object = {}) => ({
  ...{ id, name: null, tickSize: '0.25', tickValue: '1.25', activeContract: true },
  ...changes,
});
const december = month('CON.F.US.MES.Z26');
const search = [december, month('CON.F.US.MES.U26', { activeContract: false }), month('CON.F.US.MESX.Z26')];

test('the month that is traded now is the active one of just this future', () => {
  expect(frontMonth('MES', search)).toBe(december);
});

test('a future may be known by its name only', () => {
  const named = month('CON.F.US.EP.Z26', { name: 'ESZ6' });
  expect(frontMonth('ES', [named])).toBe(named);
});

test('a month that has rolled is found by its id', () => {
  expect(frontMonth('CON.F.US.MES.U26', search)?.id).toBe('CON.F.US.MES.U26');
});

test.each([
  ['none', []],
  ['one that has rolled', [month('CON.F.US.MES.U26', { activeContract: false })]],
  ['two at once', [december, month('CON.F.US.MES.H27')]],
  ['one without a tick', [month('CON.F.US.MES.Z26', { tickSize: '0' })]],
])('of %s there is no month to trade', (_, found) => {
  expect(frontMonth('MES', found)).toBeNull();
});

test('a month is listed in units of what is under it', () => {
  expect(listedMonth('MES', december, new Date(0))).toMatchObject({ decimals: 0, minQuantity: '5', tick: '0.25' });
  expect(listedMonth('X', month('x', { tickValue: '0.05' }), new Date(0))).toMatchObject({
    decimals: 1,
    minQuantity: '0.2',
  });
});
