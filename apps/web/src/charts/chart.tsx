import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Scroll } from '../parts/scroll.tsx';
import { en } from '../words/en.ts';
import type { Curve, Drawing } from './drawing.ts';
import { onThemeChange, readTheme } from './theme.ts';

interface ChartProps {
  /** The chart in a sentence, for whoever does not see it. */
  readonly name: string;
  readonly drawing: Drawing;
  /** The same as a table. */
  readonly table: ReactNode;
}

/** A chart, which is loaded when one is drawn first, and its twin as a table. */
export function Chart({ name, drawing, table }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [theme, setTheme] = useState(0);
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => onThemeChange(() => setTheme((times) => times + 1)), []);
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isGone = false;
    void import('./draw.ts').then(({ draw }) => {
      if (isGone || !frame.current) return;
      remove = draw(frame.current, drawing, readTheme(frame.current));
      setIsDrawn(true);
    });
    return () => {
      isGone = true;
      remove?.();
    };
  }, [drawing, theme]);
  return (
    <figure className="chart">
      <div ref={frame} className={isDrawn ? 'frame' : 'frame skeleton'} role="img" aria-label={name} />
      <figcaption>
        <details>
          <summary>{en.table}</summary>
          <Scroll name={en.asTable(name)}>{table}</Scroll>
        </details>
        {drawing.kind === 'curves' && <Legend curves={drawing.curves} />}
        <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
          {en.chartBy}
        </a>
      </figcaption>
    </figure>
  );
}

function Legend({ curves }: { readonly curves: readonly Curve[] }) {
  return (
    <ul className="legend">
      {curves
        .filter(({ points }) => points.length > 0)
        .map(({ name, dashed }) => (
          <li key={name} className={dashed ? 'dashed' : ''}>
            {name}
          </li>
        ))}
    </ul>
  );
}
