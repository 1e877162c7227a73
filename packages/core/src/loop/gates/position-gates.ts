import { demandPolicy } from '../../company/policies/index.ts';
import { checksOf } from './check.ts';
import type { Gate, GateInput, Verdict } from './gate.ts';
import { liveCheck, lockCheck, priceCheck, stateCheck } from './market-checks.ts';

/** Refuses to close what is not open; never for a quota, a conversation or a price. */
export const gateClosePosition: Gate = (input) => [openCheck('close_position', input)];

/** A scale down is an exit; a scale up must keep the size, the risk and the cash within their limits. */
export const gateScalePosition: Gate = (input) => {
  const up = input.step.kind === 'scale_position' && input.step.payload.direction === 'up';
  const open = openCheck('scale_position', input);
  return up
    ? [
        open,
        stateCheck('scale_position', input),
        lockCheck('scale_position', input),
        liveCheck('scale_position', input),
        ...upChecks(input),
        priceCheck('scale_position', input),
      ]
    : [open];
};

function openCheck(gate: 'close_position' | 'scale_position', input: GateInput): Verdict {
  const status = input.facts.position?.status ?? null;
  // A position is no matter of policy: the check reads none, and names the trade limits' version for the record.
  const message =
    status === null
      ? 'there is no such position'
      : status === 'open'
        ? 'the position is open'
        : `the position is ${status}`;
  return {
    gate,
    check: 'position_open',
    open: status === 'open',
    limit: 'open',
    observed: status,
    message,
    policyVersion: input.policies.versions.trade_limits ?? 0,
  };
}

function upChecks(input: GateInput): readonly Verdict[] {
  const { facts, policies } = input;
  const check = checksOf('scale_position', input);
  const { entry, position, equityUsd, riskUsedUsd, cashLeftUsd } = facts;
  return [
    check('position_size', 'trade_limits', () => {
      const { max_position_size_usd: limit, min_position_usd: least } = demandPolicy(policies, 'trade_limits');
      const size = entry && position ? position.costBasisUsd.add(entry.sizeUsd) : null;
      const worthIt = entry?.sizeUsd.gte(least) === true;
      return {
        open: size?.lte(limit) === true && worthIt,
        limit,
        observed: size?.toFixed(2) ?? null,
        message: `size after scaling ${size?.toFixed(2) ?? 'unknown'} USD of ${limit}${worthIt ? '' : `, adding less than ${least}`}`,
      };
    }),
    check('portfolio_risk', 'risk_controls', () => {
      const limit = equityUsd?.mul(demandPolicy(policies, 'risk_controls').max_portfolio_risk) ?? null;
      const sum = riskUsedUsd && entry ? riskUsedUsd.add(entry.riskUsd) : null;
      return {
        open: limit !== null && sum?.lte(limit) === true,
        limit: limit?.toFixed(2) ?? null,
        observed: sum?.toFixed(2) ?? null,
        message: `risk of all positions ${sum?.toFixed(2) ?? 'unknown'} USD of ${limit?.toFixed(2) ?? 'unknown'}`,
      };
    }),
    check('cash', 'trade_limits', () => ({
      open: cashLeftUsd !== null && entry?.sizeUsd.lte(cashLeftUsd) === true,
      limit: cashLeftUsd?.toFixed(2) ?? null,
      observed: entry?.sizeUsd.toFixed(2) ?? null,
      message: `needs ${entry?.sizeUsd.toFixed(2) ?? 'unknown'} USD of ${cashLeftUsd?.toFixed(2) ?? 'unknown'} free cash`,
    })),
  ];
}
