import { useEffect, useState } from 'react';
import { summaryOf } from '../../figures/summary.ts';
import { MINUTE_MS } from '../../figures/time.ts';
import { useRead } from '../../server/reads.ts';

const ALOUD_MS = MINUTE_MS;

/** How it goes, in a sentence; read aloud once a minute at most. */
export function Summary() {
  const { data: card } = useRead('GET /api/scorecard', {});
  const { data: books } = useRead('GET /api/portfolio', {});
  const said =
    card && books ? summaryOf({ ...books, from: card.from, to: card.to, holding: card.company.buyAndHold }) : '';
  const aloud = useAloud(said);
  return (
    <div className="summary">
      <h1>{said || ' '}</h1>
      <p className="hidden" aria-live="polite">
        {aloud}
      </p>
    </div>
  );
}

function useAloud(said: string): string {
  const [aloud, setAloud] = useState('');
  useEffect(() => {
    if (aloud === '') return setAloud(said);
    const timer = setTimeout(() => setAloud(said), ALOUD_MS);
    return () => clearTimeout(timer);
  }, [said, aloud]);
  return aloud;
}
