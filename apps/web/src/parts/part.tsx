import type { ReactNode } from 'react';
import type { Reading } from '../server/reads.ts';
import { Problem } from './problem.tsx';

interface PartProps<T> {
  readonly title: string;
  readonly of: Reading<T>;
  readonly children: (data: T) => ReactNode;
  /** What stands beside the title. */
  readonly beside?: ReactNode;
  readonly className?: string;
}

/** A card of a page: what it shows, a skeleton before it was read, or what went wrong. */
export function Part<T>({ title, of, children, beside, className = '' }: PartProps<T>) {
  return (
    <section className={`card ${className}`} aria-label={title} aria-busy={of.data === undefined && !of.error}>
      <header>
        <h2>{title}</h2>
        {beside}
      </header>
      {of.data !== undefined ? children(of.data) : of.error ? <Problem of={of} /> : <div className="skeleton" />}
    </section>
  );
}
