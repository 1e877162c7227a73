import { MINUTE_MS } from '../kernel/time/index.ts';
import { type BarSeries, type Candle, closedBars, type ListedContract, type Market } from '../market/index.ts';

export interface ScriptedMarketOptions {
  readonly barMs?: number;
  readonly startsAt: Date;
  readonly endsAt?: Date | null;
  /** Bars of a contract before the start; quiet ones at its first price when absent. */
  readonly historyOf?: (contract: string) => readonly Candle[];
}

export interface ScriptedMarket extends Market {
  /** Writes the next bar of a contract: opens where the last one closed unless told. */
  append(contract: string, bar: Partial<Omit<Candle, 'openAt'>> & { readonly close: number }): void;
}

const HISTORY = 2000;

/**
 * A market whose bars a test writes down, so that a price does just this. Every contract has a quiet history at its
 * first price.
 */
export function scriptedMarket(
  prices: Readonly<Record<string, number>>,
  { barMs = MINUTE_MS, startsAt, endsAt = null, historyOf }: ScriptedMarketOptions,
): ScriptedMarket {
  const bars = new Map(
    Object.entries(prices).map(([contract, price]) => [
      contract,
      historyOf ? [...historyOf(contract)] : quietHistory(price, startsAt.getTime(), barMs),
    ]),
  );
  const of = (contract: string): Candle[] => bars.get(contract) ?? [];
  const contracts = [...bars].map(([contract, [first]]) => listed(contract, first?.openAt ?? 0));
  return {
    name: 'simulated',
    range: `script of ${[...bars.keys()].join(', ')}`,
    barMs,
    startsAt,
    endsAt,
    contracts: () => contracts,
    ...closedBars(barMs, (contract) => (bars.has(contract) ? seriesOf(of(contract), barMs) : undefined)),
    nextBarCloseAfter: (now) => {
      const next = [...bars.values()]
        .flat()
        .map((bar) => bar.openAt + barMs)
        .filter((at) => at > now.getTime())
        .sort((a, b) => a - b)[0];
      return next === undefined ? null : new Date(next);
    },
    append: (contract, bar) => {
      const last = of(contract).at(-1);
      const open = bar.open ?? last?.close ?? bar.close;
      const high = bar.high ?? Math.max(open, bar.close);
      const low = bar.low ?? Math.min(open, bar.close);
      of(contract).push({
        openAt: (last?.openAt ?? startsAt.getTime() - barMs) + barMs,
        open,
        high,
        low,
        close: bar.close,
        volume: bar.volume ?? 1e9,
      });
    },
  };
}

/** Bars in order of time as a series. */
function seriesOf(bars: readonly Candle[], barMs: number): BarSeries {
  const closedBy = (at: number): number => {
    let [least, most] = [0, bars.length];
    while (least < most) {
      const middle = (least + most) >> 1;
      if ((bars[middle]?.openAt ?? 0) + barMs > at) most = middle;
      else least = middle + 1;
    }
    return least;
  };
  return {
    closedBy,
    at: (index) => {
      const bar = bars[index];
      if (!bar) throw new RangeError(`there is no bar ${index}`);
      return bar;
    },
  };
}

function quietHistory(price: number, end: number, barMs: number): Candle[] {
  return Array.from({ length: HISTORY }, (_, i) => {
    const wobble = price * (1 + 0.002 * Math.sin(i / 7));
    return {
      openAt: end - (HISTORY - i) * barMs,
      open: wobble,
      high: wobble * 1.002,
      low: wobble * 0.998,
      close: i === HISTORY - 1 ? price : wobble,
      volume: 1e9,
    };
  });
}

function listed(contract: string, firstBar: number): ListedContract {
  const [symbol = contract] = contract.split('_');
  return {
    contract,
    symbol,
    quote: 'USDT',
    decimals: 6,
    tick: '0.00000001',
    minQuantity: '0.000001',
    firstBarAt: new Date(firstBar),
  };
}
