import { Link } from 'wouter';
import { sayShare, sayUsd } from '../../figures/money.ts';
import { Change, Figure, Result } from '../../parts/figure.tsx';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';
import { AtRisk, BelowPeak, Limits, limitOf } from './limits.tsx';

/** The six figures of the first screen. */
export function FigureRow() {
  const { data: books } = useRead('GET /api/portfolio', {});
  const { data: risk } = useRead('GET /api/risk', {});
  const { data: tables } = useRead('GET /api/roundtables', { query: { limit: 5 } });
  const words = en.desk;
  const start = Number(books?.startingCapitalUsd ?? 0);
  const working = tables?.items.find(({ status }) => status === 'running');
  const trades = risk ? limitOf(risk, 'trades_today') : null;
  return (
    <dl className="figures">
      <Figure name={words.equity} below={books && <Change share={Number(books.equityUsd) / start - 1} />}>
        {books ? sayUsd(books.equityUsd) : '–'}
      </Figure>
      <Figure
        name={words.today}
        below={books?.pnl24h != null && <Change share={Number(books.pnl24h) / Number(books.equityUsd)} />}
      >
        {books?.pnl24h == null ? '–' : <Result usd={books.pnl24h} />}
      </Figure>
      <Figure name={words.atRisk} below={risk && <AtRisk risk={risk} />}>
        {risk ? sayUsd(risk.lossUsd) : '–'}
      </Figure>
      <Figure name={words.belowPeak} below={risk && <BelowPeak risk={risk} />}>
        {books ? sayShare(books.drawdown) : '–'}
      </Figure>
      <Figure name={words.limits} below={risk && <Limits risk={risk} />}>
        {trades ? words.uses(trades.used, trades.most) : '–'}
      </Figure>
      <Figure name={words.workingOn} below={working && words.turns(working.turnsPlanned)}>
        <span className="task">
          {working ? <Link href={`/roundtables/${working.id}`}>{working.topic}</Link> : words.idle}
        </span>
      </Figure>
    </dl>
  );
}
