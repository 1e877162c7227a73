import { Link } from 'wouter';
import { Part } from '../../parts/part.tsx';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { LocksCard } from './locks-card.tsx';
import { PolicyCard } from './policy-card.tsx';
import { nameOfPolicy } from './policy-words.ts';
import { ReactionsCard } from './reactions-card.tsx';
import { TriggersCard } from './triggers-card.tsx';

interface PageProps {
  readonly desk: Desk | null;
  /** The policy that is shown; null: none is chosen. */
  readonly policy: string | null;
}

/** What the desk may do, and what makes it act: policies, locks, triggers and reactions. */
export function RulesPage({ desk, policy }: PageProps) {
  const of = useRead('GET /api/policies', {});
  if (!desk) return <p className="faint">{en.loading}</p>;
  const may = desk.role === 'operator';
  return (
    <div className="desk">
      <h1>{en.rules.title}</h1>
      <div className="rules">
        <Part title={en.rules.policies} of={of}>
          {({ items }) => (
            <ul className="policies">
              {items.map(({ key, version }) => (
                <li key={key}>
                  <Link href={`/rules/${key}`} {...(key === policy ? { 'aria-current': 'true' as const } : {})}>
                    {nameOfPolicy(key)}
                  </Link>{' '}
                  <small className="faint">{en.rules.version(version)}</small>
                </li>
              ))}
            </ul>
          )}
        </Part>
        {policy === null ? (
          <p className="faint">{en.rules.choose}</p>
        ) : (
          <PolicyCard key={policy} of={policy} desk={desk} />
        )}
      </div>
      <LocksCard may={may} zone={desk.zone} />
      <TriggersCard may={may} zone={desk.zone} />
      <ReactionsCard />
    </div>
  );
}
