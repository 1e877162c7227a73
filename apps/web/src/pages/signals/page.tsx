import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { FlowCard } from './flow-card.tsx';
import { LastCard } from './last-card.tsx';
import { PostCard } from './post-card.tsx';
import { SourcesCard } from './sources-card.tsx';

/** What signals came in today and how far they got, who sends them with what record, and a form for one by hand. */
export function SignalsPage({ desk }: { readonly desk: Desk | null }) {
  if (!desk) return <p className="faint">{en.loading}</p>;
  return (
    <div className="desk">
      <h1>{en.signals.title}</h1>
      <FlowCard zone={desk.zone} />
      {desk.role === 'operator' && <PostCard />}
      <LastCard zone={desk.zone} />
      <SourcesCard />
    </div>
  );
}
