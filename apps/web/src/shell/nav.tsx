import { Link, useLocation } from 'wouter';
import { signOut } from '../server/session.ts';
import { en } from '../words/en.ts';
import { pages } from './pages.ts';
import type { Desk } from './use-desk.ts';

/** The pages, and who looks at them. */
export function Nav({ desk }: { readonly desk: Desk | null }) {
  const [path] = useLocation();
  return (
    <nav className="pages" aria-label="Pages">
      {pages.map(([href, name]) => (
        <Link key={href} href={href} {...(isAt(path, href) ? { 'aria-current': 'page' as const } : {})}>
          {name}
        </Link>
      ))}
      {desk && (
        <span className="who">
          {desk.who} · {desk.role}
          <button type="button" onClick={() => void signOut()}>
            {en.signOut}
          </button>
        </span>
      )}
    </nav>
  );
}

const isAt = (path: string, href: string) => (href === '/' ? path === '/' : path.startsWith(href));
