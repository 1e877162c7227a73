import type { Policies } from '../../company/policies/index.ts';
import { Decimal, type DecimalInput } from '../../kernel/money/index.ts';
import type { BooksStand } from '../protections/index.ts';
import type { LimitUse } from './risk.ts';

export interface UsedFacts {
  readonly equityUsd: Decimal;
  readonly tradesToday: number;
  /** Open and opening. */
  readonly positions: number;
  /** What purchases have reserved of the risk of all stops. */
  readonly riskUsd: Decimal;
  /** Null where protections cannot be judged. */
  readonly stand: BooksStand | null;
}

type Limit = DecimalInput | null | undefined;

/** How far each limit that stops purchases is used up, by the figures that gates and protections go by. */
export function limitUses(facts: UsedFacts, policies: Partial<Policies>): readonly LimitUse[] {
  const { trade_limits: trades, risk_controls: risk, protections } = policies;
  const use = (named: Omit<LimitUse, 'used' | 'limit'>, used: DecimalInput, limit: Limit): LimitUse => ({
    ...named,
    used: new Decimal(used),
    limit: limit === null || limit === undefined ? null : new Decimal(limit),
  });
  const guard = (which: 'max_drawdown' | 'daily_loss_limit') =>
    protections?.[which].enabled ? protections[which].threshold : null;
  const mostRisk = risk && facts.equityUsd.mul(risk.max_portfolio_risk);
  const { equityUsd: _, tradesToday, positions, riskUsd, stand } = facts;
  return [
    use({ name: 'trades_today', policy: 'trade_limits', unit: 'count' }, tradesToday, trades?.max_daily_trades),
    use({ name: 'open_positions', policy: 'trade_limits', unit: 'count' }, positions, trades?.max_open_positions),
    use({ name: 'portfolio_risk', policy: 'risk_controls', unit: 'usd' }, riskUsd, mostRisk),
    use({ name: 'drawdown', policy: 'protections', unit: 'share' }, stand?.drawdown ?? 0, guard('max_drawdown')),
    use({ name: 'daily_loss', policy: 'protections', unit: 'share' }, stand?.loss ?? 0, guard('daily_loss_limit')),
  ];
}
