import { expect, test } from 'vitest';
import { DAY_MS } from '../../measure/index.ts';
import { type Ablated, ablationOf } from './ablation.ts';

const DAYS = 60;
const instants = Array.from({ length: DAYS + 1 }, (_, day) => day * DAY_MS);

/** A desk that begins with 1,000 USD and gains or loses so much each day. */
function desk(name: string, daily: readonly ((day: number) => number)[], trades: Trades = []): Ablated {
  return {
    name,
    plays: daily.map((change) => {
      let usd = 1000;
      const equity = instants.map((at, day) => {
        if (day > 0) usd *= 1 + change(day);
        return { at, usd };
      });
      return { equity, trades };
    }),
  };
}
type Trades = Ablated['plays'][number]['trades'];

const swing = (day: number) => 0.01 * Math.sin(day * 7);

test('what is taken away costs what it earned, with an interval that leaves nothing out', () => {
  const [whole, without] = ablationOf([desk('whole', [(day) => 0.002 + swing(day)]), desk('without', [swing])], {
    ...{ instants, capitalUsd: 1000 },
  });
  expect(whole?.difference).toBeNull();
  expect(without?.difference?.estimate).toBeCloseTo(
    (without?.total?.estimate ?? 0) - (whole?.total?.estimate ?? 0),
    12,
  );
  expect(without?.difference?.high).toBeLessThan(0);
});

test('the same desk differs by nothing, however it swings', () => {
  const [, same] = ablationOf([desk('whole', [swing]), desk('same', [swing])], { instants, capitalUsd: 1000 });
  expect(same?.difference).toEqual({ estimate: 0, low: 0, high: 0 });
});

test('trades and fees are those of one seed, on average', () => {
  const trades: Trades = [
    { return: 0.05, feesUsd: 2 },
    { return: -0.03, feesUsd: 1 },
    { return: 0.001, feesUsd: 1 },
  ];
  const [line] = ablationOf([desk('two seeds', [swing, swing], trades)], { instants, capitalUsd: 1000 });
  expect(line).toMatchObject({ trades: 3, winRate: 0.5, fees: 0.004 });
  expect(ablationOf([desk('none', [() => 0])], { instants, capitalUsd: 1000 })[0]).toMatchObject({
    ...{ trades: 0, winRate: null, fees: 0, deepestFall: 0 },
  });
});
