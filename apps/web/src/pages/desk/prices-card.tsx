import { useState } from 'react';
import { Link } from 'wouter';
import { PriceChart } from '../../charts/price-chart.tsx';
import { Choice } from '../../parts/choice.tsx';
import type { OutputOf } from '../../server/call.ts';
import { en } from '../../words/en.ts';

type Position = OutputOf<'GET /api/positions'>['items'][number];

interface PricesCardProps {
  readonly zone: string;
  readonly held: readonly Position[];
}

/** The price of what is held, with what it was bought at and what protects it. */
export function PricesCard({ zone, held }: PricesCardProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const position = held.find(({ id }) => id === chosen) ?? held[0];
  return (
    <section className="card" aria-label={en.prices.title}>
      <header>
        <h2>{en.prices.title}</h2>
        {held.length > 1 && position && (
          <Choice
            name={en.prices.token}
            of={Object.fromEntries(held.map(({ id, instrument }) => [id, instrument.symbol]))}
            chosen={position.id}
            choose={setChosen}
          />
        )}
        {position && (
          <Link href={`/trades/${position.id}`} className="beside">
            {en.feed.why}
          </Link>
        )}
      </header>
      {position ? <PriceChart zone={zone} trade={position} /> : <p className="empty tall">{en.prices.none}</p>}
    </section>
  );
}
