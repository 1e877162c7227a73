import { MINUTE_MS } from '@atc/core/kernel/time';
import type { ListedContract, LiveMarketOptions, PriceSource } from '@atc/core/market';
import { contractOf, readTicks, type Seen } from './ticks.ts';
import type { LiveToken } from './token.ts';
import { noteTurnovers } from './turnover.ts';

/** Who knows prices and tokens by their mints. Both throw where there is no answer. */
export interface QuoteSource {
  /** Mint → what is said of its price. */
  prices(mints: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** What is said of tokens, an entry each. */
  tokens(mints: readonly string[]): Promise<readonly unknown[]>;
}

export interface TokenPrices {
  readonly tokens: readonly LiveToken[];
  readonly quotes: QuoteSource;
  readonly startsAt: Date;
  /** Machine time. */
  readonly now: () => Date;
}

const PRICED_AT_ONCE = 50;
const DESCRIBED_AT_ONCE = 100;
/** Every look tells every price: two that bring none of a token are no chance. */
const PATIENCE_MS = 12_000;
/** How often it is asked what was traded. */
const TURNOVER_EVERY_MS = MINUTE_MS;

/** What a live market of tokens on Solana lists, and who is asked for their prices. */
export function tokenMarket(prices: TokenPrices): Omit<LiveMarketOptions, 'historyDir'> {
  const { tokens, startsAt } = prices;
  const contracts = tokens.map((token) => listed(token, startsAt));
  return { range: 'jupiter', contracts, startsAt, source: openTokenPrices(prices) };
}

function openTokenPrices({ tokens, quotes, now }: TokenPrices): PriceSource {
  const seen: Seen = { blocks: new Map(), turnovers: new Map() };
  let describedAt = Number.NEGATIVE_INFINITY;
  return {
    patienceMs: PATIENCE_MS,
    look: async (saw) => {
      for (const asked of chunksOf(tokens, PRICED_AT_ONCE)) {
        const said = await quotes.prices(asked.map(({ mint }) => mint));
        saw(readTicks(asked, { said, at: now().getTime() }, seen));
      }
      // Prices are what stops are kept by: they come first, whatever becomes of the rest.
      if (now().getTime() - describedAt >= TURNOVER_EVERY_MS) await lookAtTrade();
    },
  };
  async function lookAtTrade(): Promise<void> {
    describedAt = now().getTime();
    for (const asked of chunksOf(tokens, DESCRIBED_AT_ONCE)) {
      const said = await quotes.tokens(asked.map(({ mint }) => mint));
      noteTurnovers(asked, { said, at: now().getTime() }, seen.turnovers);
    }
  }
}

function chunksOf(tokens: readonly LiveToken[], size: number): readonly (readonly LiveToken[])[] {
  return Array.from({ length: Math.ceil(tokens.length / size) }, (_, i) => tokens.slice(i * size, (i + 1) * size));
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
