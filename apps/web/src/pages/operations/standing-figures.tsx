import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Figure } from '../../parts/figure.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

const words = en.operations;
const RECONCILIATION = 'reconciliation';

/** Whether books and venue agree, and what stands between them. */
export function StandingFigures() {
  const locks = useRead('GET /api/locks', {});
  const orders = useRead('GET /api/orders', { query: { status: 'unknown', limit: 100 } });
  const dead = useRead('GET /api/notifications', { query: { state: 'dead', limit: 100 } });
  const pending = useRead('GET /api/notifications', { query: { state: 'pending', limit: 100 } });
  const failed = [locks, orders, dead, pending].find(({ error, data }) => error && !data);
  if (failed) return <Problem of={failed} />;
  const frozen = locks.data?.items.filter(({ kind }) => kind === RECONCILIATION);
  const late = dead.data && pending.data && [...dead.data.items, ...pending.data.items];
  const isTold = dead.data?.receiver !== null;
  return (
    <dl className="figures four">
      <Figure name={words.books} below={frozen?.[0]?.reason ?? words.agreeSays}>
        {frozen && (
          <Tone bad={frozen.length > 0}>{frozen.length === 0 ? words.agree : words.differ(frozen.length)}</Tone>
        )}
      </Figure>
      <Figure name={words.frozen} below={frozen?.map(({ symbol }) => symbol ?? words.all).join(', ')}>
        {frozen && <Tone bad={frozen.length > 0}>{frozen.length}</Tone>}
      </Figure>
      <Figure
        name={words.unknown}
        below={orders.data?.items.map(({ id, instrument, positionId }) => (
          <Link key={id} href={`/trades/${positionId}`}>
            {instrument.symbol}{' '}
          </Link>
        ))}
      >
        {orders.data && <Tone bad={orders.data.items.length > 0}>{orders.data.items.length}</Tone>}
      </Figure>
      <Figure name={words.notices} below={isTold ? late?.[0]?.lastError : words.noReceiver}>
        {late && <Tone bad={late.length > 0}>{late.length}</Tone>}
      </Figure>
    </dl>
  );
}

function Tone({ bad, children }: { readonly bad: boolean; readonly children: ReactNode }) {
  return <span className={bad ? 'lost' : ''}>{children}</span>;
}
