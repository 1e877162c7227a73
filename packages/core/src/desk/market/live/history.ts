import { openedBy } from '../candle-columns.ts';
import { readFolder } from '../replay/replay-market.ts';
import { contractOf, type NamedCandle } from './ticks.ts';
import type { LiveToken } from './token.ts';

export interface HistoryWanted {
  readonly dir: string;
  readonly tokens: readonly LiveToken[];
  readonly barMs: number;
  readonly from: Date;
}

/** What recordings of a folder tell of these tokens, each candle as the one bar in which it closed; longer bars made of them come out right. What another market traded says nothing of this one: their volume is not known. */
export async function readHistory({ dir, tokens, barMs, from }: HistoryWanted): Promise<readonly NamedCandle[]> {
  const recordings = await readFolder(dir);
  return recordings.flatMap(({ symbol, columns, intervalMs }) => {
    const token = tokens.find((known) => known.symbol === symbol);
    if (!token) return [];
    const first = openedBy(columns, from.getTime());
    return Array.from({ length: columns.length - first }, (_, i) => {
      const candle = columns.at(first + i);
      return {
        contract: contractOf(token),
        candle: { ...candle, openAt: candle.openAt + intervalMs - barMs, volume: 0 },
      };
    });
  });
}
