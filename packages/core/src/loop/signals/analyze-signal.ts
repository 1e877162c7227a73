import { emitEvent } from '../../company/events/index.ts';
import { forecastKind, recordOf } from '../../desk/forecasts/index.ts';
import { type Foreseen, forecastOf, HORIZON_MS, insertForecast, type Odds, sayOdds } from '../../desk/odds/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { sayCount, sayPct, sayShare } from '../../kernel/figures/index.ts';
import type { LoopContext } from '../context.ts';
import type { StepEnd } from '../steps/index.ts';
import { type FoundPlan, planOfSignal } from '../strategies/index.ts';
import type { EvidenceItem } from './chart-evidence.ts';
import { assessSignal } from './confidence.ts';
import { readCandles } from './read-chart.ts';
import { WORTH_EVALUATING } from './signal.ts';
import { countSignal, findSignal, readSourceRecord, type StoredSignal, saveAnalysis } from './store.ts';

interface Analysing {
  readonly signalId: string;
  /** How many events led to the proposal to analyse it. */
  readonly depth: number;
}

/**
 * Turns indicators, volume and the source's record into a confidence with its evidence listed, written on the signal.
 * What a strategy found is rated by the trades of the strategy instead.
 */
export async function analyzeSignal(ctx: LoopContext, { signalId, depth }: Analysing): Promise<StepEnd> {
  const signal = await findSignal(ctx.db, signalId);
  if (!signal?.instrument) return { kind: 'failed', reason: 'the signal or its instrument does not exist' };
  const candles = readCandles(ctx.market, signal.instrument.contract, ctx.clock.now());
  const record = await readSourceRecord(ctx.db, signal);
  const assessment = assessSignal({
    ...candles,
    signalType: signal.signalType,
    sourceRecord: record,
    claimedConfidence: signal.claimedConfidence,
  });
  if (!assessment) return { kind: 'failed', reason: `not enough bars of ${signal.instrument.symbol} to judge it` };
  const { confidence: rated, evidence: seen, ...analysis } = assessment;
  const plan = planOfSignal(signal);
  const { confidence, evidence } = plan ? ratedByRecord(plan) : { confidence: rated, evidence: seen };
  const forecast =
    plan || signal.signalType !== 'buy'
      ? null
      : forecastOf({ ...assessment, confidence, calibration: record.calibration });
  return {
    kind: 'succeeded',
    result: { signalId, confidence },
    save: async (tx) => {
      const fresh = await saveAnalysis(tx, signalId, { confidence, evidence, analysis, at: ctx.clock.now() });
      if (!fresh) return;
      await countSignal(tx, signal);
      if (forecast) await foresee(ctx, tx, { signal, forecast });
      const reasons = evidence.map((item) => item.text);
      await tellAnalysed(ctx, tx, { signal, confidence, depth, reasons, odds: forecast?.odds ?? null });
    },
  };
}

/** The confidence that a strategy's own trades give a signal, and the evidence for it. */
function ratedByRecord({ strategy, version, trades, live, mean, probability, confidence }: FoundPlan) {
  const text =
    `${strategy}@${version}: ${sayCount(trades - live, 'trade')} of its record and ${live} live came to ` +
    `${sayPct(mean)} on average, above 0 with ${sayShare(probability, 0)}`;
  const weight = Math.log(confidence / Math.max(1 - confidence, Number.EPSILON));
  const evidence: readonly EvidenceItem[] = [{ name: 'strategy_record', value: probability, weight, text }];
  return { confidence, evidence };
}

async function foresee(
  { clock }: LoopContext,
  tx: Tx,
  { signal, forecast }: { readonly signal: StoredSignal; readonly forecast: Foreseen },
): Promise<void> {
  const madeAt = clock.now();
  const dueAt = new Date(madeAt.getTime() + HORIZON_MS);
  const kind = forecastKind(recordOf(signal));
  const contract = signal.instrument?.contract ?? '';
  await insertForecast(tx, { signalId: signal.id, kind, contract, madeAt, dueAt, ...forecast });
}

interface Analysed {
  readonly signal: StoredSignal;
  readonly confidence: number;
  readonly depth: number;
  readonly reasons: readonly string[];
  /** Of a buy that a chart was read for; else null. */
  readonly odds: Odds | null;
}

async function tellAnalysed(ctx: LoopContext, tx: Tx, { signal, confidence, depth, reasons, odds }: Analysed) {
  const symbol = signal.instrument?.symbol ?? signal.token;
  return emitEvent(ctx, tx, {
    kind: 'signal.analyzed',
    title:
      `INTEL rates the ${signal.signalType} signal on ${symbol} at ${sayShare(confidence, 0)}: ` +
      (odds ? sayOdds(odds) : (reasons[0] ?? 'no evidence')),
    summary: reasons.join('; '),
    moreTags: confidence >= WORTH_EVALUATING ? ['high_confidence'] : [],
    instrumentId: signal.instrumentId,
    depth: depth + 1,
    fields: {
      signalId: signal.id,
      confidence,
      signalType: signal.signalType,
      source: signal.source,
      trust: signal.trust,
      symbol,
      odds: odds?.probability ?? null,
      oddsOf: odds?.of ?? null,
      oddsNeeded: odds?.needs ?? null,
    },
  });
}
