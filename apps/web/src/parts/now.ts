import { useEffect, useState } from 'react';

// A machine that slept has one of its two clocks stand still: the older age counts.
const instant = () => ({ steady: performance.now(), wall: Date.now() });

/** The steady clock of this page, told anew so often while something shows it. */
export function useSteadyNow(everyMs: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const opened = instant();
    const tick = () => {
      const { steady, wall } = instant();
      setNow(Math.max(steady, opened.steady + (wall - opened.wall)));
    };
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
