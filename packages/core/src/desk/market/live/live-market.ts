import type { Db } from '../../../kernel/db/index.ts';
import type { Candle } from '../candle.ts';
import { type BarSeries, closedBars } from '../closed-bars.ts';
import type { ListedContract, Market, PriceFeed } from '../market.ts';
import { readHistory } from './history.ts';
import { insertCandles, listCandles } from './store.ts';
import { barsOf, contractOf, readTicks, type Seen, type Tick } from './ticks.ts';
import type { LiveToken } from './token.ts';
import { noteTurnovers } from './turnover.ts';

/** Who knows prices and tokens by their mints. Both throw where there is no answer. */
export interface QuoteSource {
  /** Mint → what is said of its price. */
  prices(mints: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** What is said of tokens, an entry each. */
  tokens(mints: readonly string[]): Promise<readonly unknown[]>;
}

export interface LiveMarketOptions {
  readonly tokens: readonly LiveToken[];
  readonly quotes: QuoteSource;
  /** Company time begins here. */
  readonly startsAt: Date;
  /** Machine time. */
  readonly now: () => Date;
  /** A folder of recorded candles: what the prices were before. */
  readonly historyDir?: string | undefined;
}

const BAR_MS = 15_000;
/** How far back bars are kept in memory. */
const KEPT_MS = 4 * 86_400_000;
const PRICED_AT_ONCE = 50;
const DESCRIBED_AT_ONCE = 100;
/** How often it is asked what was traded. */
const TURNOVER_EVERY_MS = 60_000;

/**
 * Prices as they are now. One process looks at them and stores a bar for every quarter of a minute in which it saw any;
 * every process reads the stored bars. What was not seen is a gap: no bar is made up.
 */
export async function openLiveMarket(options: LiveMarketOptions): Promise<Market & { readonly feed: PriceFeed }> {
  const { tokens, startsAt, historyDir } = options;
  const series = new Map(tokens.map((token) => [contractOf(token), [] as Candle[]]));
  const from = new Date(startsAt.getTime() - KEPT_MS);
  const history = historyDir ? await readHistory({ dir: historyDir, tokens, barMs: BAR_MS, from }) : [];
  for (const { contract, candle } of history) series.get(contract)?.push(candle);
  return {
    name: 'live',
    range: 'jupiter',
    barMs: BAR_MS,
    startsAt: new Date(Math.floor(startsAt.getTime() / BAR_MS) * BAR_MS),
    endsAt: null,
    contracts: () => tokens.map((token) => listed(token, startsAt)),
    ...closedBars(BAR_MS, (contract) => seriesOf(series.get(contract))),
    nextBarCloseAfter: (now) => new Date((Math.floor(now.getTime() / BAR_MS) + 1) * BAR_MS),
    feed: openFeed(options, series),
  };
}

function openFeed({ tokens, quotes, now }: LiveMarketOptions, series: ReadonlyMap<string, Candle[]>): PriceFeed {
  const seen: Seen = { blocks: new Map(), turnovers: new Map() };
  let describedAt = Number.NEGATIVE_INFINITY;
  let ticks: readonly Tick[] = [];
  let loadedUntil = 0;
  let turn: Promise<void> = Promise.resolve();
  return {
    look: async () => {
      for (const asked of chunksOf(tokens, PRICED_AT_ONCE)) {
        const said = await quotes.prices(asked.map(({ mint }) => mint));
        ticks = [...ticks, ...readTicks(asked, { said, at: now().getTime() }, seen)];
      }
      // Prices are what stops are kept by: they come first, whatever becomes of the rest.
      if (now().getTime() - describedAt >= TURNOVER_EVERY_MS) await lookAtTrade();
    },
    // One after another: two at once would read the same bars twice.
    catchUp: (db, until) => {
      turn = turn.catch(() => undefined).then(() => catchUp(db, until));
      return turn;
    },
  };
  async function lookAtTrade(): Promise<void> {
    describedAt = now().getTime();
    for (const asked of chunksOf(tokens, DESCRIBED_AT_ONCE)) {
      const said = await quotes.tokens(asked.map(({ mint }) => mint));
      noteTurnovers(asked, { said, at: now().getTime() }, seen.turnovers);
    }
  }
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

function chunksOf(tokens: readonly LiveToken[], size: number): readonly (readonly LiveToken[])[] {
  return Array.from({ length: Math.ceil(tokens.length / size) }, (_, i) => tokens.slice(i * size, (i + 1) * size));
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

function listed(token: LiveToken, firstBarAt: Date): ListedContract {
  const { symbol, mint, decimals } = token;
  return {
    contract: contractOf(token),
    symbol,
    quote: 'USDC',
    decimals,
    tick: '0.000000000001',
    minQuantity: (10 ** -decimals).toFixed(decimals),
    firstBarAt,
    mint,
  };
}
