import { demandPolicy } from '../../company/policies/index.ts';
import { plain } from '../../kernel/money/index.ts';
import { checksOf } from './check.ts';
import type { Gate, GateInput, Verdict } from './gate.ts';
import { liveCheck, lockCheck, priceCheck, stateCheck } from './market-checks.ts';

/** Refuses an entry that any limit on trades, positions, size, confidence, stop, risk, cash, token or price forbids. */
export const gateExecuteTrade: Gate = (input) => [
  stateCheck('execute_trade', input),
  lockCheck('execute_trade', input),
  liveCheck('execute_trade', input),
  ...limitChecks(input),
  ...riskChecks(input),
  ...tokenChecks(input),
  priceCheck('execute_trade', input),
];

function limitChecks(input: GateInput): readonly Verdict[] {
  const { facts, policies } = input;
  const check = checksOf('execute_trade', input);
  const limits = () => demandPolicy(policies, 'trade_limits');
  const size = facts.entry?.sizeUsd;
  return [
    check('daily_trades', 'trade_limits', () => {
      const limit = limits().max_daily_trades;
      return {
        open: facts.usage.trades < limit,
        limit,
        observed: facts.usage.trades,
        message: `daily trade limit: ${facts.usage.trades} of ${limit} used`,
      };
    }),
    check('open_positions', 'trade_limits', () => {
      const limit = limits().max_open_positions;
      return {
        open: facts.usage.positions < limit,
        limit,
        observed: facts.usage.positions,
        message: `open and opening positions: ${facts.usage.positions} of ${limit}`,
      };
    }),
    check('position_size', 'trade_limits', () => {
      const { max_position_size_usd: most, min_position_usd: least } = limits();
      const open = size?.gte(least) === true && size.lte(most);
      return {
        open,
        limit: `${least} to ${most}`,
        observed: size ? plain(size) : null,
        message: `size ${size ? size.toFixed(2) : 'unknown'} USD, allowed ${least} to ${most}`,
      };
    }),
    check('confidence', 'trade_limits', () => {
      const limit = limits().min_confidence;
      const observed = facts.confidence;
      return {
        open: observed !== null && observed >= limit,
        limit,
        observed,
        message:
          observed === null ? 'no analysis gives a confidence' : `confidence ${observed.toFixed(2)}, at least ${limit}`,
      };
    }),
  ];
}

function riskChecks(input: GateInput): readonly Verdict[] {
  const { facts, policies } = input;
  const check = checksOf('execute_trade', input);
  const risk = () => demandPolicy(policies, 'risk_controls');
  const { entry, equityUsd, riskUsedUsd, cashLeftUsd } = facts;
  return [
    check('stop_loss', 'risk_controls', () => {
      const required = risk().stop_loss_required;
      const observed = entry?.stopLoss ? plain(entry.stopLoss) : null;
      return {
        open: !required || observed !== null,
        limit: required ? 'required' : 'optional',
        observed,
        message: observed ? `stop at ${observed}` : 'no stop-loss',
      };
    }),
    check('position_risk', 'risk_controls', () => {
      const limit = equityUsd?.mul(risk().max_single_position_risk) ?? null;
      const open = limit !== null && entry?.riskUsd.lte(limit) === true;
      return {
        open,
        limit: limit?.toFixed(2) ?? null,
        observed: entry?.riskUsd.toFixed(2) ?? null,
        message: `risk of this position ${entry?.riskUsd.toFixed(2) ?? 'unknown'} USD of ${limit?.toFixed(2) ?? 'unknown'}`,
      };
    }),
    check('portfolio_risk', 'risk_controls', () => {
      const limit = equityUsd?.mul(risk().max_portfolio_risk) ?? null;
      const sum = riskUsedUsd && entry ? riskUsedUsd.add(entry.riskUsd) : null;
      return {
        open: limit !== null && sum?.lte(limit) === true,
        limit: limit?.toFixed(2) ?? null,
        observed: sum?.toFixed(2) ?? null,
        message: `risk of all positions ${sum?.toFixed(2) ?? 'unknown'} USD of ${limit?.toFixed(2) ?? 'unknown'}`,
      };
    }),
    check('cash', 'trade_limits', () => {
      const open = cashLeftUsd !== null && entry?.sizeUsd.lte(cashLeftUsd) === true;
      return {
        open,
        limit: cashLeftUsd?.toFixed(2) ?? null,
        observed: entry?.sizeUsd.toFixed(2) ?? null,
        message: `needs ${entry?.sizeUsd.toFixed(2) ?? 'unknown'} USD of ${cashLeftUsd?.toFixed(2) ?? 'unknown'} free cash`,
      };
    }),
  ];
}

function tokenChecks(input: GateInput): readonly Verdict[] {
  const { facts } = input;
  const check = checksOf('execute_trade', input);
  return [
    check('listed', 'universe', () => ({
      open: facts.instrumentListed,
      observed: String(facts.instrumentListed),
      limit: 'listed',
      message: facts.instrumentListed ? 'the token is in the universe' : 'the token is unknown or not in the universe',
    })),
    check('not_held', 'trade_limits', () => ({
      open: !facts.held,
      observed: String(facts.held),
      limit: 'false',
      message: facts.held ? 'the token is already held or being bought' : 'the token is not held',
    })),
  ];
}
