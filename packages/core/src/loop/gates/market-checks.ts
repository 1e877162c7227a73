import { demandPolicy } from '../../company/policies/index.ts';
import type { StepKind } from '../kinds/index.ts';
import { checksOf } from './check.ts';
import type { GateInput, Verdict } from './gate.ts';

/** New exposure needs the trading state `active`. */
export function stateCheck(gate: StepKind, input: GateInput): Verdict {
  const state = input.facts.tradingState;
  return checksOf(gate, input)('trading_state', 'trade_limits', () => ({
    open: state === 'active',
    limit: 'active',
    observed: state,
    message: `trading state is ${state ?? 'unknown'}`,
  }));
}

/** New exposure with real money needs the operator's word, the policy `live_trading`; what is held may always be sold. */
export function liveCheck(gate: StepKind, input: GateInput): Verdict {
  const mode = input.facts.accountMode;
  return checksOf(gate, input)('live_trading', 'live_trading', () => {
    const { enabled } = demandPolicy(input.policies, 'live_trading');
    return {
      open: mode === 'paper' || (mode === 'live' && enabled),
      limit: enabled ? 'live' : 'paper',
      observed: mode,
      message:
        mode === 'live' && !enabled ? 'live trading is not enabled: only exits are made' : `${mode ?? 'unknown'} money`,
    };
  });
}

/** New exposure is refused while a protection on the token or the company is in force. */
export function lockCheck(gate: StepKind, input: GateInput): Verdict {
  const [lock] = input.facts.locks;
  const message = lock
    ? `${lock.kind} is in force${lock.endsAt ? ` until ${lock.endsAt.toISOString()}` : ''}: ${lock.reason}`
    : 'no protection is in force';
  return checksOf(gate, input)('protections', 'protections', () => ({
    open: !lock,
    limit: 'none',
    observed: lock?.kind ?? 'none',
    message,
  }));
}

/** New exposure needs a price that is not older than two bars. */
export function priceCheck(gate: StepKind, input: GateInput): Verdict {
  const { priceAt, now, freshForMs } = input.facts;
  const ageMs = priceAt ? now.getTime() - priceAt.getTime() : null;
  const message =
    ageMs === null
      ? 'there is no price'
      : `the price is ${Math.round(ageMs / 1000)} s old, at most ${Math.round(freshForMs / 1000)}`;
  return checksOf(gate, input)('price_fresh', 'trade_limits', () => ({
    open: ageMs !== null && ageMs <= freshForMs,
    limit: freshForMs,
    observed: ageMs,
    message,
  }));
}
