import { sayTime } from '../../figures/time.ts';
import { Result } from '../../parts/figure.tsx';
import type { News } from '../../server/news.ts';

/** One thing that happened: when, who tells it, what. */
export function FeedLine({ news, zone }: { readonly news: News; readonly zone: string }) {
  const { occurredAt, agentId, title, summary, pnl } = news;
  return (
    <>
      <time dateTime={occurredAt} title={occurredAt}>
        {sayTime(occurredAt, zone)}
      </time>
      <span className={`agent ${agentId}`}>{agentId.toUpperCase()}</span>
      <span className="says" title={summary}>
        {headlineOf(title, agentId)} {pnl !== null && <Result usd={pnl} />}
      </span>
    </>
  );
}

/** The title beside its author's name need not begin with the name again. */
function headlineOf(title: string, agentId: string): string {
  const name = agentId.toUpperCase();
  return title.startsWith(`${name}: `) || title.startsWith(`${name} `)
    ? title.slice(name.length).replace(/^:? /, '')
    : title;
}
