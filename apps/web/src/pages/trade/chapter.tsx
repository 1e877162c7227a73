import type { ReactNode } from 'react';

interface ChapterProps {
  readonly no: number;
  readonly title: string;
  readonly children: ReactNode;
}

/** One step of a trade's story. */
export function Chapter({ no, title, children }: ChapterProps) {
  return (
    <li>
      <h3>
        <span className="no">{no}</span> {title}
      </h3>
      <div>{children}</div>
    </li>
  );
}
