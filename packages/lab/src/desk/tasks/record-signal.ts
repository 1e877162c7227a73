import { submitDraft } from '../door/index.ts';
import { type Desk, newId, type Signal, type SignalDraft } from '../state/index.ts';

/** Takes in a signal and proposes its analysis; one that was handed in before is kept as refused. */
export function recordSignal(desk: Desk, draft: SignalDraft): void {
  // Dice buy instead.
  if (desk.settings.placebo && draft.signalType === 'buy') return;
  const isKnown = desk.signals.knows(draft.dedupeKey);
  const signal: Signal = {
    ...draft,
    id: newId(desk),
    symbol: desk.world.listed(draft.contract)?.symbol ?? draft.contract,
    observedAt: desk.now,
    status: isKnown ? 'refused' : 'analyzing',
    ...{ confidence: null, evidence: [], odds: null },
  };
  desk.signals.add(signal);
  if (isKnown) return;
  const isTaken = submitDraft(desk, {
    agentId: 'intel',
    title: `Analyse ${signal.symbol}`,
    ...{ missionType: 'analysis', signalType: signal.signalType, signalId: signal.id },
    steps: [{ kind: 'analyze_signal', payload: { signalId: signal.id } }],
    origin: { kind: 'signal', id: signal.id },
    dedupeKey: `analyze:${signal.id}`,
  });
  if (!isTaken) signal.status = 'refused';
}
