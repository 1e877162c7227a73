import type { Db } from '../../kernel/db/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import { type Candle, candleFault } from '../candle.ts';
import { type BarSeries, closedBars } from '../closed-bars.ts';
import type { ListedContract, Market, PriceFeed } from '../market.ts';
import { barsOf, type NamedCandle, type Tick } from './bars.ts';
import { openEar } from './ear.ts';
import { readHistory } from './history.ts';
import { insertCandles, listCandles } from './store.ts';

/** Who is asked for prices. */
export interface PriceSource {
  /** Asks once and gives what it sees as it sees it. Throws where nobody answers. */
  look(saw: (ticks: readonly Tick[]) => void): Promise<void>;
  /** What it knows of the past, longer bars as the one in which they closed; nothing where it is not asked. */
  past?(from: Date, barMs: number): Promise<readonly NamedCandle[]>;
  /**
   * How long a contract may be silent before that is a fault; two bars unless told. One that tells every price in each
   * look needs less.
   */
  readonly patienceMs?: number;
  close?(): Promise<void>;
}

export interface LiveMarketOptions {
  /** Where it is traded: another place is another world. */
  readonly range: string;
  readonly contracts: readonly ListedContract[];
  readonly source: PriceSource;
  /** Company time begins here. */
  readonly startsAt: Date;
  /** Lets the time by which prices are seen never lag behind the company's, whatever the machine's clock says. */
  readonly reach?: (company: Date) => void;
  /** A folder of recorded candles: what the prices were before. */
  readonly historyDir?: string | undefined;
  /** Milliseconds that never go backwards; the process's own unless told. */
  readonly monotonicMs?: () => number;
}

const BAR_MS = 15_000;
/** How far back bars are kept in memory. */
const KEPT_MS = 4 * DAY_MS;

/**
 * Prices as they are now. One process looks at them and stores a bar for every quarter of a minute in which it saw any;
 * every process reads the stored bars. What was not seen is a gap: no bar is made up.
 */
export async function openLiveMarket(options: LiveMarketOptions): Promise<Market & { readonly feed: PriceFeed }> {
  const { contracts, range, startsAt } = options;
  const series = new Map(contracts.map(({ contract }) => [contract, [] as Candle[]]));
  for (const { contract, candle } of await readPast(options))
    if (candleFault(candle) === null) series.get(contract)?.push(candle);
  return {
    name: 'live',
    range,
    barMs: BAR_MS,
    startsAt: new Date(Math.floor(startsAt.getTime() / BAR_MS) * BAR_MS),
    endsAt: null,
    contracts: () => contracts,
    ...closedBars(BAR_MS, (contract) => seriesOf(series.get(contract))),
    nextBarCloseAfter: (now) => new Date((Math.floor(now.getTime() / BAR_MS) + 1) * BAR_MS),
    feed: openFeed(options, series),
  };
}

/** What a folder of recordings tells; what the source knows where there is none. */
async function readPast({ source, contracts, startsAt, historyDir }: LiveMarketOptions) {
  const from = new Date(startsAt.getTime() - KEPT_MS);
  if (historyDir) return readHistory({ dir: historyDir, contracts, barMs: BAR_MS, from });
  return (await source.past?.(from, BAR_MS)) ?? [];
}

function openFeed(
  { source, reach, monotonicMs = () => performance.now() }: LiveMarketOptions,
  series: ReadonlyMap<string, Candle[]>,
): PriceFeed {
  const ear = openEar({ patienceMs: source.patienceMs ?? BAR_MS * 2, monotonicMs });
  let ticks: readonly Tick[] = [];
  let loadedUntil = 0;
  let turn: Promise<void> = Promise.resolve();
  return {
    look: () =>
      ear.noting(() =>
        source.look((seen) => {
          ear.heard(seen);
          ticks = [...ticks, ...seen];
        }),
      ),
    news: ear.news,
    // One after another: two at once would read the same bars twice.
    catchUp: (db, until) => {
      reach?.(until);
      turn = turn.catch(() => undefined).then(() => catchUp(db, until));
      return turn;
    },
    close: async () => source.close?.(),
  };
  async function catchUp(db: Db, until: Date): Promise<void> {
    const closed = Math.floor(until.getTime() / BAR_MS) * BAR_MS;
    const over = ticks.filter(({ at }) => at < closed);
    await insertCandles(db, BAR_MS, barsOf(over, BAR_MS));
    ticks = ticks.filter(({ at }) => at >= closed);
    const since = Math.max(loadedUntil, until.getTime() - KEPT_MS);
    for (const { contract, candle } of await listCandles(db, BAR_MS, new Date(since))) {
      insert(series.get(contract), candle);
      loadedUntil = Math.max(loadedUntil, candle.openAt + BAR_MS);
    }
    for (const bars of series.values()) forget(bars, until.getTime() - KEPT_MS);
  }
}

/** Puts a bar in its place; one that is there already, from a recording, stays. */
function insert(bars: Candle[] | undefined, candle: Candle): void {
  if (!bars) return;
  let place = bars.length;
  while (place > 0 && (bars[place - 1]?.openAt ?? 0) > candle.openAt) place -= 1;
  if (bars[place - 1]?.openAt !== candle.openAt) bars.splice(place, 0, candle);
}

function forget(bars: Candle[], before: number): void {
  const kept = bars.findIndex(({ openAt }) => openAt >= before);
  bars.splice(0, kept === -1 ? bars.length : kept);
}

function seriesOf(bars: readonly Candle[] | undefined): BarSeries | undefined {
  if (!bars) return undefined;
  return {
    closedBy: (at) => {
      let [low, high] = [0, bars.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((bars[middle]?.openAt ?? 0) + BAR_MS <= at) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    at: (index) => {
      const bar = bars[index];
      if (!bar) throw new RangeError(`there is no bar ${index}`);
      return bar;
    },
  };
}
