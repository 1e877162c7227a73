import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { EquityCard } from './equity-card.tsx';
import { Feed } from './feed.tsx';
import { FigureRow } from './figure-row.tsx';
import { PositionsCard } from './positions-card.tsx';
import { PricesCard } from './prices-card.tsx';
import { Summary } from './summary.tsx';

const HELD = { query: { status: 'open' } } as const;

/** Is it making money, what can be lost now, and what happened: the first screen. */
export function DeskPage({ desk }: { readonly desk: Desk | null }) {
  const positions = useRead('GET /api/positions', HELD);
  if (!desk) return null;
  return (
    <div className="desk">
      <Summary />
      <FigureRow />
      <div className="two">
        <EquityCard {...desk} />
        <PricesCard zone={desk.zone} held={positions.data?.items ?? []} />
      </div>
      <PositionsCard of={positions} desk={desk} />
      <Feed zone={desk.zone} />
    </div>
  );
}
