import { demandPolicy } from '../../../company/policies/index.ts';
import { sayAmount, sayRatio } from '../../../kernel/figures/index.ts';
import { plain } from '../../../kernel/money/index.ts';
import { declareCheck } from './check.ts';
import { listedCheck, liveCheck, lockCheck, priceCheck, stateCheck } from './market-checks.ts';
import { cashCheck, portfolioRiskCheck, positionRiskCheck } from './money-checks.ts';
import { quotaCheck } from './quota-check.ts';
import { strategyCheck } from './strategy-check.ts';

const dailyTrades = quotaCheck({
  name: 'daily_trades',
  policy: 'trade_limits',
  asks: 'Fewer trades than `max_daily_trades` were accepted today.',
  says: 'daily trade limit: {used} of {limit} used',
  used: ({ trades }) => trades,
  limit: (policies) => demandPolicy(policies, 'trade_limits').max_daily_trades,
});

const openPositions = quotaCheck({
  name: 'open_positions',
  policy: 'trade_limits',
  asks: 'Fewer positions than `max_open_positions` are open or opening.',
  says: 'open and opening positions: {used} of {limit}',
  used: ({ positions }) => positions,
  limit: (policies) => demandPolicy(policies, 'trade_limits').max_open_positions,
});

const positionSize = declareCheck({
  name: 'position_size',
  policy: 'trade_limits',
  asks: 'The size lies between `min_position_usd` and `max_position_size_usd`.',
  says: { size: 'size {size} USD, allowed {least} to {most}' },
  judge: ({ facts, policies }, say) => {
    const { max_position_size_usd: most, min_position_usd: least } = demandPolicy(policies, 'trade_limits');
    const size = facts.entry?.sizeUsd;
    return {
      open: size?.gte(least) === true && size.lte(most),
      limit: `${least} to ${most}`,
      observed: size ? plain(size) : null,
      message: say('size', { size: size ? sayAmount(size) : 'unknown', least, most }),
    };
  },
});

const confidence = declareCheck({
  name: 'confidence',
  policy: 'trade_limits',
  asks: 'The analysis gives a confidence of at least `min_confidence`.',
  says: { none: 'no analysis gives a confidence', given: 'confidence {confidence}, at least {limit}' },
  judge: ({ facts: { confidence: observed }, policies }, say) => {
    const limit = demandPolicy(policies, 'trade_limits').min_confidence;
    const message = observed === null ? say('none', {}) : say('given', { confidence: sayRatio(observed), limit });
    return { open: observed !== null && observed >= limit, limit, observed, message };
  },
});

const stopLoss = declareCheck({
  name: 'stop_loss',
  policy: 'risk_controls',
  asks: 'The entry has a stop, or `stop_loss_required` is off.',
  says: { at: 'stop at {stop}', none: 'no stop-loss' },
  judge: ({ facts: { entry }, policies }, say) => {
    const required = demandPolicy(policies, 'risk_controls').stop_loss_required;
    const stop = entry?.stopLoss ? plain(entry.stopLoss) : null;
    return {
      open: !required || stop !== null,
      limit: required ? 'required' : 'optional',
      observed: stop,
      message: stop ? say('at', { stop }) : say('none', {}),
    };
  },
});

const notHeld = declareCheck({
  name: 'not_held',
  policy: 'trade_limits',
  asks: 'The token is neither held nor being bought.',
  says: { held: 'the token is already held or being bought', free: 'the token is not held' },
  judge: ({ facts: { held } }, say) => ({
    open: !held,
    observed: String(held),
    limit: 'false',
    message: say(held ? 'held' : 'free', {}),
  }),
});

/** Refuse an entry that any limit on trades, positions, size, confidence, stop, risk, cash, token or price forbids. */
export const entryChecks = [
  stateCheck,
  lockCheck,
  liveCheck,
  strategyCheck,
  dailyTrades,
  openPositions,
  positionSize,
  confidence,
  stopLoss,
  positionRiskCheck,
  portfolioRiskCheck,
  cashCheck,
  listedCheck,
  notHeld,
  priceCheck,
];
