import { forecastKind, recordOf } from '../../desk/forecasts/index.ts';
import { joinedInstrument } from '../../desk/instruments/index.ts';
import { type Calibration, type ForecastRow, forecastOdds } from '../../desk/odds/index.ts';
import { type BaseDb, type Db, type Joined, joinedRow, newId, type Rows } from '../../kernel/db/index.ts';
import { plainJson, type SignalInput } from './signal.ts';

export interface NewSignal {
  readonly input: SignalInput;
  readonly instrumentId: string | null;
  readonly dedupeKey: string | null;
  readonly refusal: string | null;
  readonly observedAt: Date;
}

/** Writes a signal; null when its key is taken: it is a repetition. */
export async function insertSignal(
  db: Db,
  { input, instrumentId, dedupeKey, refusal, observedAt }: NewSignal,
): Promise<string | null> {
  const id = newId();
  const written = await db.$executeRaw`
    INSERT INTO ops_signals (id, source, token, instrument_id, signal_type, claimed_confidence, status, refusal,
                             metadata, trust,
                             posted_by, dedupe_key, observed_at, adopted_at)
    VALUES (${id}::uuid, ${input.source}, ${input.token}, ${instrumentId}::uuid, ${input.signalType}::"SignalType",
            ${input.confidence ?? null},
            ${refusal === null ? 'analyzing' : 'refused'}::"SignalStatus", ${refusal},
            ${JSON.stringify(plainJson(input.metadata ?? {}))}::jsonb,
            ${input.trust}::"TrustLabel", ${input.postedBy ?? null}::uuid,
            ${dedupeKey}, ${observedAt}, clock_timestamp())
    ON CONFLICT (dedupe_key) DO NOTHING`;
  return written === 1 ? id : null;
}

export interface StoredSignal extends Rows.Signal {
  readonly instrument: Rows.Instrument | null;
  /** What is known of its chance to pay, of a buy that was analysed. */
  readonly forecast: ForecastRow | null;
}

/** A signal with its instrument, or null. */
export async function findSignal(db: Db, id: string): Promise<StoredSignal | null> {
  const [row] = await db.$queryRaw<Joined<StoredSignal>[]>`
    SELECT s.*, ${joinedInstrument},
           (SELECT to_jsonb(f) FROM (${forecastOdds} WHERE signal_id = s.id) f) AS forecast
    FROM ops_signals s LEFT JOIN ops_instruments i ON i.id = s.instrument_id WHERE s.id = ${id}::uuid`;
  return row ? joinedRow(row) : null;
}

/** Refuses a signal that has not been analysed; false when it has moved on. */
export async function refuseSignal(db: Db, id: string, refusal: string): Promise<boolean> {
  const refused = await db.$executeRaw`
    UPDATE ops_signals SET status = 'refused', refusal = ${refusal}, updated_at = now() WHERE id = ${id}::uuid
      AND status IN ('received', 'analyzing')`;
  return refused === 1;
}

export interface AnalysedSignal {
  readonly confidence: number;
  readonly evidence: readonly unknown[];
  readonly analysis: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Counts an analysed signal in its source's record. */
export async function countSignal(db: Db, signal: Pick<StoredSignal, 'source' | 'trust'>): Promise<void> {
  const { name, kind } = recordOf(signal);
  await db.$executeRaw`
    INSERT INTO ops_signal_sources (name, kind, trust, signals)
      VALUES (${name}, ${kind}, ${signal.trust}::"TrustLabel", 1)
    ON CONFLICT (name) DO UPDATE SET signals = ops_signal_sources.signals + 1, updated_at = now()`;
}

/** Writes the analysis on the signal; false when it was analysed before. */
export async function saveAnalysis(
  db: Db,
  id: string,
  { confidence, evidence, analysis, at }: AnalysedSignal,
): Promise<boolean> {
  const saved = await db.$executeRaw`
    UPDATE ops_signals SET status = 'analyzed', confidence = ${confidence},
           evidence = ${JSON.stringify(evidence)}::jsonb,
           analysis = ${JSON.stringify(analysis)}::jsonb, analyzed_at = ${at}, updated_at = now()
           WHERE id = ${id}::uuid AND status = 'analyzing'`;
  return saved === 1;
}

/** Whether an analysed signal is still anybody's; it stays so until the transaction ends. */
export async function isClaimable(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_signals WHERE id = ${id}::uuid AND status = 'analyzed' FOR UPDATE`;
  return rows.length === 1;
}

/** Claims an analysed signal for one who acts on it; false when somebody else has it. */
export async function claimSignal(db: Db, id: string, claimedBy: string): Promise<boolean> {
  const claimed = await db.$executeRaw`
    UPDATE ops_signals SET status = 'claimed', claimed_by = ${claimedBy}, updated_at = now() WHERE id = ${id}::uuid
      AND status = 'analyzed'`;
  return claimed === 1;
}

export interface UnadoptedSignal {
  readonly id: string;
  readonly source: string;
  readonly token: string;
  readonly signalType: 'buy' | 'sell' | 'scale';
  readonly confidence: number | null;
  readonly metadata: unknown;
}

/** Signals that a script wrote straight into the table and the company has not taken in yet. */
export async function listUnadopted(db: BaseDb, limit: number): Promise<readonly UnadoptedSignal[]> {
  return db.signal.findMany({
    where: { adoptedAt: null },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { id: true, source: true, token: true, signalType: true, confidence: true, metadata: true },
  });
}

export interface Adoption {
  readonly id: string;
  readonly source: string;
  readonly token: string;
  readonly metadata: unknown;
  readonly instrumentId: string | null;
  readonly refusal: string | null;
  readonly claimedConfidence: number | null;
  readonly dedupeKey: string | null;
  readonly observedAt: Date;
}

/**
 * Takes in a signal that a script wrote; false when another sweep was faster. Its words are made plain, its confidence
 * becomes a claim.
 */
export async function adoptSignal(
  db: Db,
  { id, source, token, metadata, instrumentId, refusal, claimedConfidence, dedupeKey, observedAt }: Adoption,
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_signals SET adopted_at = clock_timestamp(), source = ${source}, token = ${token},
           metadata = ${JSON.stringify(plainJson(metadata))}::jsonb, instrument_id = ${instrumentId}::uuid,
           status = ${refusal === null ? 'analyzing' : 'refused'}::"SignalStatus",
           refusal = ${refusal}, claimed_confidence = ${claimedConfidence}, confidence = NULL, evidence = '[]',
           analysis = NULL, trust = 'untrusted',
           dedupe_key = ${dedupeKey}, observed_at = ${observedAt}, updated_at = now() WHERE id = ${id}::uuid
           AND adopted_at IS NULL`;
  return changed === 1;
}

/** Whether a dedupe key is taken. */
export async function keyIsTaken(db: BaseDb, dedupeKey: string): Promise<boolean> {
  return (await db.signal.count({ where: { dedupeKey }, take: 1 })) > 0;
}

export interface SourceRecord {
  readonly wins: number;
  readonly losses: number;
  /** Average net result of its closed trades, a fraction of their cost; 0 without any. */
  readonly averagePct: number;
  /** The map from scores to probabilities of its kind; null before the first. */
  readonly calibration: Calibration | null;
}

/** What came of the earlier signals of a signal's source, and of the forecasts of its kind. */
export async function readSourceRecord(db: Db, signal: Pick<StoredSignal, 'source' | 'trust'>): Promise<SourceRecord> {
  const record = recordOf(signal);
  const [row] = await db.$queryRaw<SourceRecord[]>`
    SELECT coalesce(s.wins, 0)::int AS wins, coalesce(s.losses, 0)::int AS losses,
           CASE WHEN s.trades > 0 THEN s.pnl_pct_sum / s.trades ELSE 0 END::float8 AS "averagePct",
           (SELECT json_build_object('base', c.base, 'needs', c.needs, 'telling', c.telling, 'skill', c.skill,
                                     'whole', c.whole, 'steps', c.steps)
            FROM ops_calibrations c WHERE c.kind = ${forecastKind(record)} ORDER BY c.day DESC LIMIT 1
           ) AS calibration
    FROM (SELECT 1) one LEFT JOIN ops_signal_sources s ON s.name = ${record.name}`;
  return row ?? { wins: 0, losses: 0, averagePct: 0, calibration: null };
}
