import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { BeatsCard } from './beats-card.tsx';
import { BreakersCard } from './breakers-card.tsx';
import { DeadLettersCard } from './dead-letters-card.tsx';
import { MindsCard } from './minds-card.tsx';
import { ProcessesCard } from './processes-card.tsx';
import { QueuesCard } from './queues-card.tsx';
import { StandingFigures } from './standing-figures.tsx';

/** How the company itself is: its queues, processes, heart, books, and what was put aside. */
export function OperationsPage({ desk }: { readonly desk: Desk | null }) {
  if (!desk) return <p className="faint">{en.loading}</p>;
  const may = desk.role === 'operator';
  return (
    <div className="desk">
      <h1>{en.operations.title}</h1>
      <StandingFigures />
      <div className="two">
        <QueuesCard may={may} />
        <ProcessesCard />
      </div>
      <div className="two">
        <BeatsCard zone={desk.zone} />
        <MindsCard />
      </div>
      <DeadLettersCard may={may} />
      <BreakersCard may={may} />
    </div>
  );
}
