import { openedBy } from '../candle-columns.ts';
import type { ListedContract } from '../market.ts';
import { readFolder } from '../replay/index.ts';
import type { NamedCandle } from './bars.ts';

export interface HistoryWanted {
  readonly dir: string;
  readonly contracts: readonly ListedContract[];
  readonly barMs: number;
  readonly from: Date;
}

/**
 * What recordings of a folder tell of these contracts by their symbols, each candle as the one bar in which it closed;
 * longer bars made of them come out right. What another market traded says nothing of this one: their volume is not
 * known.
 */
export async function readHistory({ dir, contracts, barMs, from }: HistoryWanted): Promise<readonly NamedCandle[]> {
  const recordings = await readFolder(dir);
  return recordings.flatMap(({ symbol, columns, intervalMs }) => {
    const listed = contracts.find((known) => known.symbol === symbol);
    if (!listed) return [];
    const first = openedBy(columns, from.getTime());
    return Array.from({ length: columns.length - first }, (_, i) => {
      const candle = columns.at(first + i);
      return {
        contract: listed.contract,
        candle: { ...candle, openAt: candle.openAt + intervalMs - barMs, volume: 0 },
      };
    });
  });
}
