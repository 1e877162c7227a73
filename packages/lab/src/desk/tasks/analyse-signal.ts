import { forecastKind, recordOf } from '@atc/core/desk/forecasts';
import { forecastOf } from '@atc/core/desk/odds';
import { type Assessment, assessSignal, WORTH_EVALUATING } from '@atc/core/loop/signals';
import { recordOfSource } from '../../engine/index.ts';
import { type Desk, isWithout, type Proposal, type Signal, tell } from '../state/index.ts';

const NO_RECORD = { wins: 0, losses: 0, averagePct: 0 };

/** Gives a signal its confidence and tells it; with too few bars the analysis fails and gives back its place. */
export function analyseSignal(desk: Desk, proposal: Proposal): void {
  const signal = desk.signals.find(proposal.draft.signalId);
  const assessment =
    signal &&
    assessSignal({
      ...desk.world.chart(signal.contract, desk.now),
      signalType: signal.signalType,
      sourceRecord: isWithout(desk, 'record') ? NO_RECORD : recordOfSource(desk.trades, signal.source),
      claimedConfidence: null,
    });
  if (!signal || !assessment) {
    desk.usage.release(proposal.id);
    return;
  }
  const { confidence, evidence } = assessment;
  Object.assign(signal, { confidence, evidence, status: 'analyzed' });
  if (signal.signalType === 'buy') foresee(desk, signal, assessment);
  tellAnalysed(desk, signal, confidence);
}

function foresee(desk: Desk, signal: Signal, assessment: Assessment): void {
  const kind = forecastKind(recordOf({ source: signal.source, trust: 'trusted' }));
  const calibration = isWithout(desk, 'odds') ? null : desk.forecasts.calibrationOf(kind);
  const { odds, ...foreseen } = forecastOf({ ...assessment, calibration });
  signal.odds = odds;
  desk.forecasts.add({ kind, contract: signal.contract, source: signal.source, madeAt: desk.now, odds, ...foreseen });
}

function tellAnalysed(desk: Desk, { id, symbol, contract, signalType, source }: Signal, confidence: number): void {
  tell(desk, {
    agentId: 'intel',
    kind: 'signal.analyzed',
    title: `INTEL rates the ${signalType} signal on ${symbol}`,
    tags: ['signal', 'analyzed', ...(confidence >= WORTH_EVALUATING ? ['high_confidence'] : [])],
    instrumentId: contract,
    fields: { signalId: id, confidence, signalType, source, trust: 'trusted', symbol },
  });
}
