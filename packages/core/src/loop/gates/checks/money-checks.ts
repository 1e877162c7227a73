import { demandPolicy } from '../../../company/policies/index.ts';
import { sayAmount } from '../../../kernel/figures/index.ts';
import { type Decimal, plain } from '../../../kernel/money/index.ts';
import { declareCheck } from './check.ts';

const usd = (amount: Decimal | null | undefined): string => (amount ? sayAmount(amount) : 'unknown');
const exact = (amount: Decimal | null | undefined): string | null => (amount ? plain(amount, 2) : null);

/** Refuses an entry that may lose more than its part of equity. */
export const positionRiskCheck = declareCheck({
  name: 'position_risk',
  policy: 'risk_controls',
  asks: 'The position may lose at most `max_single_position_risk` of equity at its stop.',
  says: { risk: 'risk of this position {risk} USD of {limit}' },
  judge: ({ facts: { entry, equityUsd }, policies }, say) => {
    const limit = equityUsd?.mul(demandPolicy(policies, 'risk_controls').max_single_position_risk) ?? null;
    return {
      open: limit !== null && entry?.riskUsd.lte(limit) === true,
      limit: exact(limit),
      observed: exact(entry?.riskUsd),
      message: say('risk', { risk: usd(entry?.riskUsd), limit: usd(limit) }),
    };
  },
});

/** Refuses a purchase after which all stops together may lose more than their part of equity. */
export const portfolioRiskCheck = declareCheck({
  name: 'portfolio_risk',
  policy: 'risk_controls',
  asks: 'All positions together may lose at most `max_portfolio_risk` of equity at their stops.',
  says: { risk: 'risk of all positions {risk} USD of {limit}' },
  judge: ({ facts: { entry, equityUsd, riskUsedUsd }, policies }, say) => {
    const limit = equityUsd?.mul(demandPolicy(policies, 'risk_controls').max_portfolio_risk) ?? null;
    const sum = riskUsedUsd && entry ? riskUsedUsd.add(entry.riskUsd) : null;
    return {
      open: limit !== null && sum?.lte(limit) === true,
      limit: exact(limit),
      observed: exact(sum),
      message: say('risk', { risk: usd(sum), limit: usd(limit) }),
    };
  },
});

/** Refuses a purchase that costs more than the free cash. */
export const cashCheck = declareCheck({
  name: 'cash',
  policy: 'trade_limits',
  asks: 'The account has enough cash that no other purchase has reserved.',
  says: { cash: 'needs {size} USD of {cash} free cash' },
  judge: ({ facts: { entry, cashLeftUsd } }, say) => ({
    open: cashLeftUsd !== null && entry?.sizeUsd.lte(cashLeftUsd) === true,
    limit: exact(cashLeftUsd),
    observed: exact(entry?.sizeUsd),
    message: say('cash', { size: usd(entry?.sizeUsd), cash: usd(cashLeftUsd) }),
  }),
});
