import { sayAge, sayCount, sayShare } from '@atc/core/kernel/figures';
import type { BarColumns, SeriesMarket } from '@atc/core/market';

/** What is missing in the bars that a run is played over, a line each: it is played all the same. */
export function notesOf(market: SeriesMarket): readonly string[] {
  const contracts = market.contracts();
  const [only] = contracts;
  return [
    ...(contracts.length === 1 && only ? [`${only.symbol} is the only token: there is nothing to choose among`] : []),
    ...contracts.flatMap(({ contract, symbol }) =>
      faultsOf(market, market.columns(contract)).map((fault) => `${symbol} ${fault}`),
    ),
  ];
}

const dateOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

function faultsOf({ barMs, startsAt, endsAt }: SeriesMarket, columns: BarColumns): readonly string[] {
  const { length, openAt, volume } = columns;
  if (length === 0) return ['has no bar in this time'];
  const [first, last] = [openAt[0] ?? 0, (openAt[length - 1] ?? 0) + barMs];
  const { missing, longestMs, longestAt } = gapsOf(columns);
  const longest = `the longest gap of ${sayAge(longestMs)} from ${dateOf(longestAt)}`;
  const silent = volume.reduce((count, traded) => count + (traded > 0 ? 0 : 1), 0);
  return [
    first > startsAt.getTime() ? `begins only on ${dateOf(first)}` : null,
    last < endsAt.getTime() ? `ends on ${dateOf(last)}, before the others` : null,
    missing > 0 ? `lacks ${sayCount(missing, 'bar')} of ${length + missing}, ${longest}` : null,
    silent > 0 ? `traded nothing in ${sayShare(silent / length)} of its bars: there nothing can be bought` : null,
  ].filter((fault) => fault !== null);
}

function gapsOf({ length, openAt, intervalMs }: BarColumns) {
  let [missing, longestMs, longestAt] = [0, 0, 0];
  for (let i = 1; i < length; i += 1) {
    const before = (openAt[i - 1] ?? 0) + intervalMs;
    const gapMs = (openAt[i] ?? 0) - before;
    missing += gapMs / intervalMs;
    if (gapMs > longestMs) [longestMs, longestAt] = [gapMs, before];
  }
  return { missing: Math.round(missing), longestMs, longestAt };
}
