import { expect, test } from 'vitest';
import { seededDice } from '../../kernel/dice/index.ts';
import { type Foretold, memoryOfForecasts, tellingForecasts } from './foretold.ts';

const foretold = (paid: boolean, changes: Partial<Foretold> = {}): Foretold => ({
  ...{ paid, token: 'SOL', source: 'scanner:breakout', hour: 10, weekday: 'Mon', marketWeight: 0 },
  ...changes,
});
const many = (of: number, paid: number, changes: Partial<Foretold> = {}) =>
  Array.from({ length: of }, (_, n) => foretold(n < paid, changes));

test('a token whose forecasts paid less often than all others is told, with both shares and what it asks for', () => {
  const calm = ['A', 'B', 'C'].flatMap((token) => many(50, 20, { token }));
  const [worst, ...others] = tellingForecasts([...calm, ...many(40, 4, { token: 'WIF' })]);
  expect(worst).toMatchObject({ kind: 'token', value: 'WIF', of: 40, paid: 4, othersPaid: 0.4 });
  expect(others).toEqual([]);
  expect(worst && memoryOfForecasts(worst)).toMatchObject({
    agentId: 'growth',
    type: 'pattern',
    content: '40 buy forecasts on WIF of the last 60 days paid in 10 %, all others in 40 %: half of the size.',
    subject: 'token:WIF',
    polarity: 'less',
    trust: 'trusted',
  });
});

test('four standard errors ask for a quarter; what pays more is preferred', () => {
  const [plain] = tellingForecasts([...many(200, 100), ...many(60, 6, { marketWeight: -0.4 })]);
  expect(plain && memoryOfForecasts(plain)).toMatchObject({
    ...{ agentId: 'sage', subject: 'regime:falling', polarity: 'avoid' },
  });
  const hours = [2, 8, 14].flatMap((hour) => many(60, 12, { hour }));
  const [better] = tellingForecasts([...hours, ...many(40, 24, { hour: 20 })]);
  expect(better && memoryOfForecasts(better)).toMatchObject({ subject: 'hour:evening (18–24)', polarity: 'prefer' });
});

test('fewer than thirty forecasts tell nothing', () => {
  expect(tellingForecasts([...many(100, 60), ...many(29, 0, { token: 'WIF' })])).toEqual([]);
});

test('chance alone teaches something in at most one of ten companies', () => {
  const dice = seededDice('chance');
  const pick = <T>(from: readonly T[], key: string): T => from[Math.floor(dice.roll('pick', key) * from.length)] as T;
  const company = (n: number) =>
    Array.from({ length: 400 }, (_, i): Foretold => {
      const key = `${n}|${i}`;
      return {
        paid: dice.roll('paid', key) < 0.37,
        token: pick(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'], `token${key}`),
        source: pick(['a', 'b', 'c', 'd'], `source${key}`),
        hour: Math.floor(dice.roll('hour', key) * 24),
        weekday: pick(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], `day${key}`),
        marketWeight: pick([-0.4, 0, 0.15], `market${key}`),
      };
    });
  const taught = Array.from({ length: 200 }, (_, n) => tellingForecasts(company(n)).length > 0).filter(Boolean).length;
  expect(taught).toBeLessThanOrEqual(20);
});
