import { sayShare, sayUsd } from '../../figures/money.ts';
import { Gauge } from '../../parts/figure.tsx';
import type { OutputOf } from '../../server/call.ts';
import { en } from '../../words/en.ts';

export type Risk = OutputOf<'GET /api/risk'>;
type Name = Risk['limits'][number]['name'];

/** How far a limit is used; null where there is none. */
export function limitOf({ limits }: Risk, name: Name): { readonly used: number; readonly most: number } | null {
  const found = limits.find((one) => one.name === name);
  return found && found.limit !== null ? { used: Number(found.used), most: Number(found.limit) } : null;
}

/** What is lost if every stop is hit, beside what may be. */
export function AtRisk({ risk }: { readonly risk: Risk }) {
  const limit = limitOf(risk, 'portfolio_risk');
  if (!limit) return sayShare(risk.lossShare);
  const most = limit.most / Number(risk.equityUsd);
  return (
    <>
      {en.desk.ofLimit(sayShare(risk.lossShare), sayShare(most))}
      <Gauge name={en.desk.atRisk} used={risk.lossShare} most={most} says={sayUsd(risk.lossUsd)} />
    </>
  );
}

/** How far equity is below its peak, beside where the desk stops buying. */
export function BelowPeak({ risk }: { readonly risk: Risk }) {
  const limit = limitOf(risk, 'drawdown');
  if (!limit) return en.desk.noLimit;
  return (
    <>
      {en.desk.limit(sayShare(limit.most))}
      <Gauge name={en.desk.belowPeak} {...limit} says={sayShare(limit.used)} />
    </>
  );
}

/** What of the day's trades is used, and of the places for positions. */
export function Limits({ risk }: { readonly risk: Risk }) {
  const [trades, positions] = [limitOf(risk, 'trades_today'), limitOf(risk, 'open_positions')];
  return (
    <>
      {positions && en.desk.positions(positions.used, positions.most)}
      {trades && <Gauge name={en.desk.limits} {...trades} says={en.desk.uses(trades.used, trades.most)} />}
    </>
  );
}
