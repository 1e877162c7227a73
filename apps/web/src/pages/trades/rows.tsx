import { Link } from 'wouter';
import { sayPrice, sayR, sayUsd } from '../../figures/money.ts';
import { SECOND_MS, saySpan, sayTime } from '../../figures/time.ts';
import { Change, Result } from '../../parts/figure.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

interface RowsProps {
  readonly trades: readonly Trade[];
  readonly zone: string;
  /** Whether there are more than are shown. */
  readonly isCut: boolean;
}

/** Closed trades, those that closed last first. */
export function Rows({ trades, zone, isCut }: RowsProps) {
  const words = en.trades;
  if (trades.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <>
      <Scroll name={en.asTable(words.closed)}>
        <table className="rows">
          <thead>
            <tr>
              <th>{words.token}</th>
              <th>{words.closedAt}</th>
              <th className="num">{words.size}</th>
              <th className="num">{words.prices}</th>
              <th className="num">{words.result}</th>
              <th className="num">R</th>
              <th className="num">{words.ran}</th>
              <th className="num">{words.held}</th>
              <th>{words.endedBy}</th>
              <th>{words.signal}</th>
            </tr>
          </thead>
          <tbody>
            {trades.map((trade) => (
              <Row key={trade.id} trade={trade} zone={zone} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {isCut && <p className="empty">{words.cut(trades.length)}</p>}
    </>
  );
}

function Row({ trade, zone }: { readonly trade: Trade; readonly zone: string }) {
  const words = en.trades;
  const { id, symbol, closedAt, sizeUsd, entryPrice, exitPrice, resultUsd, resultPct, r, endedBy } = trade;
  return (
    <tr>
      <th scope="row">
        <Link href={`/trades/${id}`}>{symbol}</Link>
      </th>
      <td data-is={words.closedAt}>{sayTime(closedAt, zone)}</td>
      <td className="num" data-is={words.size}>
        {sayUsd(sizeUsd)}
      </td>
      <td className="num" data-is={words.prices}>
        {sayPrice(entryPrice)} → {sayPrice(exitPrice)}
      </td>
      <td className="num" data-is={words.result}>
        <Result usd={resultUsd} /> <Change share={resultPct} />
      </td>
      <td className="num" data-is="R">
        {r === null ? '–' : sayR(r)}
      </td>
      <td className="num" data-is={words.ran}>
        <Ran trade={trade} />
      </td>
      <td className="num" data-is={words.held}>
        {saySpan(trade.heldSeconds * SECOND_MS)}
      </td>
      <td data-is={words.endedBy}>{en.trade.exits[endedBy] ?? endedBy}</td>
      <td data-is={words.signal}>{trade.source ?? '–'}</td>
    </tr>
  );
}

/** How far it ran against and for the entry, in R. */
function Ran({ trade: { maeR, mfeR } }: { readonly trade: Trade }) {
  if (maeR === null || mfeR === null) return '–';
  return (
    <span className="faint">
      {sayR(maeR)} / {sayR(mfeR)}
    </span>
  );
}
