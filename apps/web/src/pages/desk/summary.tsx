import { useEffect, useState } from 'react';
import { MINUTE_MS } from '../../figures/time.ts';
import { useRead } from '../../server/reads.ts';

const ALOUD_MS = MINUTE_MS;

/** How it goes, in a sentence; read aloud once a minute at most. */
export function Summary() {
  const { data } = useRead('GET /api/standing', {});
  const said = data?.says ?? '';
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
