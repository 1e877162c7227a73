import { type AnalysedSignal, draftPlan } from '@atc/agents/tasks';
import { demandPolicy } from '@atc/core/company/policies';
import { submitDraft } from '../door/index.ts';
import { type Desk, heldContracts, newId, type Signal } from '../state/index.ts';
import { planPrices } from '../tasks/index.ts';

/**
 * Buys by chance at the close of a bar: a token that is not held, at the stop, target and size that the rules give it.
 * An entry that is refused is tried again with another token at the next close, so that there are as many in the end.
 */
export function enterByDice(desk: Desk): void {
  const { placebo } = desk.settings;
  const { market } = desk.world;
  if (!placebo || desk.now.getTime() % market.barMs !== 0) return;
  const bars = (market.endsAt.getTime() - market.startsAt.getTime()) / market.barMs;
  const at = desk.now.toISOString();
  if (desk.dice.roll('placebo.entry', at) < placebo.entries / bars) desk.owed += 1;
  if (desk.owed === 0) return;
  const free = demandPolicy(desk.settings.policies, 'universe').contracts.filter(
    (one) => !heldContracts(desk).has(one),
  );
  const contract = free[Math.floor(desk.dice.roll('placebo.token', at) * free.length)];
  if (contract !== undefined && isEntered(desk, contract, placebo.confidence)) desk.owed -= 1;
}

function isEntered(desk: Desk, contract: string, confidence: number): boolean {
  const plan = planPrices(desk, contract, null);
  if (!plan) return false;
  const signal = diceSignal(desk, contract, confidence);
  return submitDraft(desk, draftPlan({ signal, position: null, plan, request: { agentId: 'scout', depth: 0 } }));
}

/** A signal without a reason; its evidence is the chart's, so that reviews have something to compare with. */
function diceSignal(desk: Desk, contract: string, confidence: number): AnalysedSignal {
  const signal: Signal = {
    ...{ id: newId(desk), source: 'dice', contract, signalType: 'buy', pattern: null },
    symbol: desk.world.listed(contract)?.symbol ?? contract,
    dedupeKey: `dice|${contract}|${desk.now.toISOString()}`,
    ...{ observedAt: desk.now, status: 'claimed', confidence },
    evidence: desk.world.rating(contract, desk.now)?.evidence ?? [],
    odds: null,
  };
  desk.signals.add(signal);
  const { id, source, signalType, symbol, evidence } = signal;
  return { id, source, signalType, symbol, evidence, confidence, contract, instrumentId: contract };
}
