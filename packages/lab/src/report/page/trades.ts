import { sayCount, sayPct, sayPrice, sayR, sayRatio, sayShare, sayUsd } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import { resultInR } from '../../measure/index.ts';
import { keptOf } from '../csv.ts';
import type { Report, SeedTrade } from '../report.ts';
import { type Column, orDash, signed, table } from './table.ts';

const MOST_SHOWN = 500;

const columns: readonly Column<SeedTrade>[] = [
  ['token', ({ token }) => token],
  ['opened (UTC)', ({ openedAt }) => minuteOf(openedAt)],
  ['closed', ({ closedAt }) => minuteOf(closedAt)],
  ['result', (trade) => signed(trade.return, sayPct)],
  ['R', (trade) => orDash(resultInR(trade), sayR)],
  ['MAE', ({ mae }) => sayPct(mae)],
  ['MFE', ({ mfe }) => sayPct(mfe)],
  ['kept', (trade) => orDash(keptOf(trade), (share) => sayShare(share, 0))],
  ['P&L', ({ pnlUsd }) => sayUsd(pnlUsd)],
  ['fees', ({ feesUsd }) => sayUsd(feesUsd)],
  ['slippage', ({ slippageUsd }) => orDash(slippageUsd, sayUsd)],
  ['entry', ({ entryPrice }) => sayPrice(entryPrice)],
  ['exit', ({ exitPrice }) => sayPrice(exitPrice)],
  ['confidence', ({ confidence }) => orDash(confidence, sayRatio)],
  ['found by', ({ source }) => source.replaceAll('_', ' ')],
  ['sold for', ({ reason }) => reason.replaceAll('_', ' ')],
];

const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** The trades of the first seed, each in a line. */
export function tradeList({ trades }: Report): Html | null {
  const seed = trades[0]?.seed;
  const own = trades.filter((trade) => trade.seed === seed);
  const caption = `Trades of seed ${seed ?? ''}${own.length > MOST_SHOWN ? `, the first ${MOST_SHOWN}` : ''}`;
  const list = table(caption, columns, own.slice(0, MOST_SHOWN));
  return (
    list &&
    html`<h2>Each trade</h2><details><summary>${sayCount(own.length, 'trade')} of the first seed; those of all seeds are
in trades.csv</summary>${list}</details>`
  );
}
