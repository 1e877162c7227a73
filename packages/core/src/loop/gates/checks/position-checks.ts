import { demandPolicy } from '../../../company/policies/index.ts';
import { sayAmount } from '../../../kernel/figures/index.ts';
import { plain } from '../../../kernel/money/index.ts';
import { declareCheck, onlyWhen } from './check.ts';
import { liveCheck, lockCheck, priceCheck, stateCheck } from './market-checks.ts';
import { cashCheck, portfolioRiskCheck } from './money-checks.ts';
import { strategyCheck } from './strategy-check.ts';

const positionOpen = declareCheck({
  name: 'position_open',
  policy: null,
  asks: 'The position is open.',
  says: {
    none: 'there is no such position',
    status: 'the position is {status}',
  },
  judge: ({ facts }, say) => {
    const status = facts.position?.status ?? null;
    return {
      open: status === 'open',
      limit: 'open',
      observed: status,
      message: status === null ? say('none', {}) : say('status', { status }),
    };
  },
});

const scaledSize = declareCheck({
  name: 'position_size',
  policy: 'trade_limits',
  asks: 'The purchase costs at least `min_position_usd`, and the position then at most `max_position_size_usd`.',
  says: {
    size: 'size after scaling {size} USD of {limit}',
    too_little: 'size after scaling {size} USD of {limit}, adding less than {least}',
  },
  judge: ({ facts: { entry, position }, policies }, say) => {
    const { max_position_size_usd: limit, min_position_usd: least } = demandPolicy(policies, 'trade_limits');
    const sum = entry && position ? position.costBasisUsd.add(entry.sizeUsd) : null;
    const worthIt = entry?.sizeUsd.gte(least) === true;
    const figures = { size: sum ? sayAmount(sum) : 'unknown', limit };
    return {
      open: sum?.lte(limit) === true && worthIt,
      limit,
      observed: sum ? plain(sum, 2) : null,
      message: worthIt ? say('size', figures) : say('too_little', { ...figures, least }),
    };
  },
});

/** Refuse to close what is not open; never for a quota, a conversation or a price. */
export const closeChecks = [positionOpen];

/** Treat a scale down as an exit. A scale up must keep the size, the risk and the cash within their limits. */
export const scaleChecks = [
  positionOpen,
  ...onlyWhen(
    {
      words: 'when the position grows',
      holds: ({ step }) => step.kind === 'scale_position' && step.payload.direction === 'up',
    },
    [stateCheck, lockCheck, liveCheck, strategyCheck, scaledSize, portfolioRiskCheck, cashCheck, priceCheck],
  ),
];
