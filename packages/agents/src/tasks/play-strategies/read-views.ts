import { demandPolicy, type PolicySet } from '@atc/core/company/policies';
import { barIntervals, lookbackOf, otherSymbols } from '@atc/core/desk/strategies';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Playable } from '@atc/core/loop/strategies/play';
import type { AgentContext } from '../../context/index.ts';
import { type TokenView, viewTokens } from './token-view.ts';

/** For so long a bar that has closed is waited for where prices come in from outside. */
const PATIENCE_MS = 2 * MINUTE_MS;

export interface Viewing {
  readonly playable: Playable;
  /** The close of the bar that decides, UTC milliseconds. */
  readonly closedAt: number;
  /** Contracts of the strategy's positions. */
  readonly held: ReadonlySet<string>;
  readonly policies: PolicySet;
}

/**
 * What a strategy says of the tokens of the universe and of those that it holds: it sees exactly as many closed bars of
 * each as it needs. Null while a bar that has closed is still awaited.
 */
export function readViews(
  { market, clock }: Pick<AgentContext, 'market' | 'clock'>,
  { playable, closedAt, held, policies }: Viewing,
): readonly TokenView[] | null {
  const { prepared, values } = playable;
  const intervalMs = barIntervals[prepared.strategy.bars];
  const universe = new Set([...demandPolicy(policies, 'universe').contracts, ...held]);
  const others = new Set(otherSymbols(prepared));
  const query = { intervalMs, count: lookbackOf(prepared, values) };
  const seen = market
    .contracts()
    .filter(({ contract, symbol }) => universe.has(contract) || others.has(symbol))
    .map(({ contract, symbol }) => ({ contract, symbol, bars: market.bars(contract, query, new Date(closedAt)) }));
  const isLate = seen.some(({ bars }) => (bars.at(-1)?.openAt ?? 0) + intervalMs !== closedAt);
  if (market.feed && isLate && clock.now().getTime() - closedAt < PATIENCE_MS) return null;
  return viewTokens(playable, seen, closedAt).filter(({ contract }) => universe.has(contract));
}
