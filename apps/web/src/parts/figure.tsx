import type { ReactNode } from 'react';
import { type Amount, sayChange, sayResult, toneOf } from '../figures/money.ts';

interface FigureProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}

/** One of the figures at the top of a page. */
export function Figure({ name, children, below }: FigureProps) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        <div className="value">{children}</div>
        <div className="below">{below}</div>
      </dd>
    </div>
  );
}

/** A result in its colour, with its sign. */
export function Result({ usd }: { readonly usd: Amount }) {
  return <span className={toneOf(usd)}>{sayResult(usd)}</span>;
}

/** A change in its colour, with its sign. */
export function Change({ share }: { readonly share: number }) {
  const tone = share > 0.0005 ? 'won' : share < -0.0005 ? 'lost' : 'even';
  return <span className={tone}>{sayChange(share)}</span>;
}

interface GaugeProps {
  readonly name: string;
  readonly used: number;
  readonly most: number;
  readonly says: string;
}

const WARY = 0.75;

/** How much of a limit is used. */
export function Gauge({ name, used, most, says }: GaugeProps) {
  const share = most > 0 ? Math.min(1, used / most) : 0;
  const tone = share >= 1 ? 'full' : share >= WARY ? 'wary' : '';
  return (
    <div className={`gauge ${tone}`}>
      <meter className="hidden" aria-label={name} min={0} max={most} value={Math.min(used, most)}>
        {says}
      </meter>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="rest" width="100" height="4" rx="2" />
        <rect className="used" width={share * 100} height="4" rx="2" />
      </svg>
    </div>
  );
}
