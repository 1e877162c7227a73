import { useMemo, useState } from 'react';
import { sayPrice } from '../figures/money.ts';
import { spanOf } from '../figures/span-of.ts';
import { sayTime } from '../figures/time.ts';
import { heldPath, type StopStep } from '../figures/trades/held-path.ts';
import { Choice } from '../parts/choice.tsx';
import { Problem } from '../parts/problem.tsx';
import { useRead } from '../server/reads.ts';
import { en } from '../words/en.ts';
import { Chart } from './chart.tsx';
import type { Candle, Mark, PriceLine, Prices } from './drawing.ts';

/** What a price chart shows of a trade. */
export interface Traded {
  readonly instrument: { readonly contract: string; readonly symbol: string };
  readonly entryPrice: string | null;
  readonly stopLoss: string | null;
  readonly takeProfit: string | null;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
}

interface PriceChartProps {
  readonly zone: string;
  readonly trade: Traded;
  readonly marks?: readonly Mark[];
  /** Where its stop was, from when on; draws what went on while it was held. */
  readonly stops?: readonly StopStep[];
}

const none: readonly Mark[] = [];
const unmoved: readonly StopStep[] = [];

/** Candles around a trade, with entry, exit, stop and target. */
export function PriceChart({ zone, trade, marks = none, stops = unmoved }: PriceChartProps) {
  const [minutes, setMinutes] = useState<'5' | '15' | '60' | '240'>('15');
  const { contract, symbol } = trade.instrument;
  const { count, to } = spanOf(trade, Number(minutes));
  const of = useRead('GET /api/candles', { query: { contract, minutes, count, to } });
  const candles = of.data?.items;
  const drawing = useMemo(
    () =>
      candles
        ? drawingOf(
            { zone, trade, marks, stops },
            candles.map(({ openAt, ...prices }) => ({ at: openAt, ...prices })),
          )
        : null,
    [candles, zone, trade, marks, stops],
  );
  if (of.error && !drawing) return <Problem of={of} />;
  const last = drawing?.candles.at(-1);
  return (
    <>
      <Choice name={en.prices.minutes} of={en.prices.spans} chosen={minutes} choose={setMinutes} />
      {drawing && last ? (
        <Chart
          name={en.prices.says(symbol, sayPrice(last.close))}
          drawing={drawing}
          table={<CandleTable candles={drawing.candles} zone={zone} />}
        />
      ) : (
        <div className="chart">
          <div className="frame skeleton" />
        </div>
      )}
    </>
  );
}

function drawingOf(
  { zone, trade, marks = none, stops = unmoved }: PriceChartProps,
  candles: readonly Candle[],
): Prices {
  const { entryPrice, stopLoss, takeProfit, openedAt, closedAt } = trade;
  const line = (price: string | null, title: string, tone: PriceLine['tone']): readonly PriceLine[] =>
    price === null ? [] : [{ price: Number(price), title, tone }];
  const times: readonly Mark[] = [
    ...(openedAt ? [{ kind: 'entry', at: openedAt, text: en.prices.entry } as const] : []),
    ...(closedAt ? [{ kind: 'exit', at: closedAt, text: en.prices.exit } as const] : []),
    ...marks,
  ];
  const from = candles[0]?.at ?? '';
  return {
    kind: 'prices',
    zone,
    candles,
    marks: times.filter(({ at }) => at >= from),
    entry: entryPrice === null ? null : Number(entryPrice),
    held: stops.length === 0 ? [] : heldPath(candles, trade, stops),
    lines: [
      ...line(entryPrice, en.prices.entry, 'faint'),
      ...line(stopLoss, en.prices.stop, 'lost'),
      ...line(takeProfit, en.prices.target, 'won'),
    ],
  };
}

function CandleTable({ candles, zone }: { readonly candles: readonly Candle[]; readonly zone: string }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th>{en.equity.time}</th>
          {en.prices.columns.map((name) => (
            <th key={name} className="num">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {candles.map(({ at, open, high, low, close }) => (
          <tr key={at}>
            <td>{sayTime(at, zone)}</td>
            {[open, high, low, close].map((price, i) => (
              <td key={en.prices.columns[i]} className="num">
                {sayPrice(price)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
