import { joinNews } from '../../figures/feed/fold.ts';
import { lastActs } from '../../figures/floor/acts.ts';
import { useNews } from '../../server/news.ts';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { Missions } from './missions.tsx';
import { useTable } from './played-table.ts';
import { Stage } from './stage.tsx';
import { Talk } from './talk.tsx';

const RECENT = { query: { limit: 100 } } as const;

/** The six at work: who did what, who speaks, and which mission is at which step. */
export function FloorPage({ desk }: { readonly desk: Desk | null }) {
  const { data: agents } = useRead('GET /api/agents', {});
  const { data: read } = useRead('GET /api/events', RECENT);
  const fresh = useNews();
  const table = useTable();
  if (!desk || !agents || !read) return <p className="faint">{en.loading}</p>;
  const news = joinNews(fresh, read.items);
  return (
    <div className="desk">
      <h1>{en.floor.title}</h1>
      <div className="two wide-left">
        <section className="card" aria-label={en.floor.title}>
          <Stage
            agents={agents.items.map(({ id }) => id)}
            acts={lastActs(news)}
            newest={fresh[0]?.agentId ?? null}
            table={table}
            zone={desk.zone}
          />
        </section>
        <Talk table={table} />
      </div>
      <Missions zone={desk.zone} />
    </div>
  );
}
