import { useState } from 'react';
import { Link } from 'wouter';
import { sayPrice, sayUsd } from '../../figures/money.ts';
import { saySpan } from '../../figures/time.ts';
import { Change, Result } from '../../parts/figure.tsx';
import { Part } from '../../parts/part.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import { StopLine } from '../../parts/stop-bar.tsx';
import { PositionDialog } from '../../position/position-dialog.tsx';
import type { OutputOf } from '../../server/call.ts';
import { type Reading, useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';

type Positions = OutputOf<'GET /api/positions'>;
type Position = Positions['items'][number];

interface PositionsCardProps {
  readonly of: Reading<Positions>;
  readonly desk: Desk;
}

/** What is held, what protects it, and what it came to so far. */
export function PositionsCard({ of, desk }: PositionsCardProps) {
  const words = en.positions;
  // Kept here: what is being sold leaves the list, and whoever sells it still reads what came of it.
  const [inHand, setInHand] = useState<Position | null>(null);
  const may = desk.role === 'operator';
  const { data: risk } = useRead('GET /api/risk', {});
  const riskOf = new Map(risk?.positions.map((one) => [one.positionId, one]));
  return (
    <>
      <Part title={words.title} of={of}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{words.none}</p>
          ) : (
            <Scroll name={words.table}>
              <table className="rows">
                <thead>
                  <tr>
                    <th>{words.token}</th>
                    <th className="num">{words.cost}</th>
                    <th className="num">{words.now}</th>
                    <th>{words.way}</th>
                    <th className="num">{words.atRisk}</th>
                    <th className="num">{words.result}</th>
                    <th className="num">{words.held}</th>
                    {may && (
                      <th>
                        <span className="hidden">{en.position.menu}</span>
                      </th>
                    )}
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <Row
                      key={one.id}
                      position={one}
                      risk={riskOf.get(one.id)}
                      now={desk.now}
                      {...(may ? { take: () => setInHand(one) } : {})}
                    />
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Part>
      {inHand && (
        <PositionDialog
          desk={desk}
          position={of.data?.items.find(({ id }) => id === inHand.id) ?? inHand}
          close={() => setInHand(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  readonly position: Position;
  readonly risk: OutputOf<'GET /api/risk'>['positions'][number] | undefined;
  readonly now: string;
  /** Opens what may be done to it; absent for who may only look. */
  readonly take?: () => void;
}

function Row({ position, risk, now, take }: RowProps) {
  const { id, instrument, entryCostUsd, entryPrice, currentPrice, stopLoss, takeProfit, resultUsd, openedAt } =
    position;
  const words = en.positions;
  return (
    <tr>
      <th scope="row">
        <Link href={`/trades/${id}`}>{instrument.symbol}</Link>
      </th>
      <td className="num" data-is={words.cost}>
        {sayUsd(entryCostUsd)}
      </td>
      <td className="num" data-is={words.now}>
        {currentPrice === null ? '–' : sayPrice(currentPrice)}
      </td>
      <td data-is={words.way}>
        <StopLine stop={risk?.stop ?? stopLoss} entry={entryPrice} now={currentPrice} target={takeProfit} />
      </td>
      <td className="num" data-is={words.atRisk}>
        {risk ? sayUsd(risk.lossUsd) : '–'}
      </td>
      <td className="num" data-is={words.result}>
        <Result usd={resultUsd} /> <Change share={Number(resultUsd) / Number(entryCostUsd || 1)} />
      </td>
      <td className="num" data-is={words.held}>
        {openedAt === null ? '–' : saySpan(Date.parse(now) - Date.parse(openedAt))}
      </td>
      {take && (
        <td className="num">
          <button type="button" onClick={take} aria-label={en.position.open(instrument.symbol)}>
            ⋯
          </button>
        </td>
      )}
    </tr>
  );
}
