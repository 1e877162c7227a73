import { toCsv } from '@atc/core/kernel/text';
import { resultInR } from '../measure/index.ts';
import type { Report, SeedTrade } from './report.ts';

/** Every trade of every seed, one line each. Fractions are of the entry's cost. */
export function tradesCsv({ trades }: Pick<Report, 'trades'>): string {
  return toCsv(trades.map(rowOf));
}

function rowOf(trade: SeedTrade): Readonly<Record<string, string | number | null>> {
  return {
    ...{ seed: trade.seed, token: trade.token },
    ...{ opened_at: new Date(trade.openedAt).toISOString(), closed_at: new Date(trade.closedAt).toISOString() },
    ...{ entry_price: trade.entryPrice, exit_price: trade.exitPrice, cost_usd: trade.costUsd, pnl_usd: trade.pnlUsd },
    ...{ return: trade.return, r: resultInR(trade), mae: trade.mae, mfe: trade.mfe, kept: keptOf(trade) },
    ...{ fees_usd: trade.feesUsd, slippage_usd: trade.slippageUsd, confidence: trade.confidence },
    ...{ source: trade.source, reason: trade.reason },
  };
}

/** How much of its best moment a winner kept; null of a loser. */
export function keptOf({ return: result, mfe }: Pick<SeedTrade, 'return' | 'mfe'>): number | null {
  return result > 0 && mfe > 0 ? result / mfe : null;
}

/** Equity of the run and of what it is compared with at the start and at the end of each day, USD. */
export function equityCsv({ days, series }: Pick<Report, 'days' | 'series'>): string {
  return toCsv(
    days.map((at, day) => ({
      at,
      ...Object.fromEntries(series.map(({ name, usd }) => [name, usd[day] ?? null])),
      ...Object.fromEntries(
        series.slice(0, 1).flatMap(({ low, high }) => [
          ['run_low', low[day] ?? null],
          ['run_high', high[day] ?? null],
        ]),
      ),
    })),
  );
}
