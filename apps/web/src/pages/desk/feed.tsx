import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { type Fold, foldFeed, joinNews } from '../../figures/feed/fold.ts';
import { type Level, levels } from '../../figures/feed/level.ts';
import { Problem } from '../../parts/problem.tsx';
import { type News, useNews } from '../../server/news.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';
import { FeedLine } from './feed-line.tsx';

const READ = { query: { limit: 200 } } as const;
const SHOWN = 40;

/** What happened, folded by trade, as loud as one wants it. */
export function Feed({ zone }: { readonly zone: string }) {
  const of = useRead('GET /api/events', READ);
  const fresh = useNews();
  const [level, setLevel] = useState<Level>('decisions');
  const read = of.data?.items;
  const folds = useMemo(() => foldFeed(joinNews(fresh, read ?? []), level).slice(0, SHOWN), [fresh, read, level]);
  return (
    <section className="card" aria-label={en.feed.title}>
      <header>
        <h2>{en.feed.title}</h2>
        <LevelChoice level={level} choose={setLevel} />
      </header>
      {of.error && !read ? <Problem of={of} /> : null}
      {read && folds.length === 0 && <p className="empty">{en.feed.none[level]}</p>}
      <ol className="feed">
        {folds.map((fold) => (
          <FoldLine key={fold.key} fold={fold} zone={zone} />
        ))}
      </ol>
    </section>
  );
}

function LevelChoice({ level, choose }: { readonly level: Level; readonly choose: (level: Level) => void }) {
  return (
    <fieldset className="choice">
      <legend className="hidden">{en.feed.level}</legend>
      {levels.map((one) => (
        <label key={one} className={one === level ? 'on' : ''}>
          <input type="radio" name="level" checked={one === level} onChange={() => choose(one)} />
          {en.feed.levels[one]}
        </label>
      ))}
    </fieldset>
  );
}

function FoldLine({ fold, zone }: { readonly fold: Fold<News>; readonly zone: string }) {
  const [open, setOpen] = useState(false);
  const { head, rest } = fold;
  return (
    <li>
      <FeedLine news={head} zone={zone} />
      <span className="beside">
        {rest.length > 0 && (
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? en.feed.less : en.feed.more(rest.length)}
          </button>
        )}
        <Why news={[head, ...rest]} />
      </span>
      {open && (
        <ol className="inside">
          {rest.map((one) => (
            <li key={one.id}>
              <FeedLine news={one} zone={zone} />
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

function Why({ news }: { readonly news: readonly News[] }) {
  const trade = news.find(({ tradeId }) => tradeId)?.tradeId;
  const proposal = news.find(({ proposalId }) => proposalId)?.proposalId;
  const href = trade ? `/trades/${trade}` : proposal ? `/proposals/${proposal}` : null;
  return href ? <Link href={href}>{en.feed.why}</Link> : null;
}
