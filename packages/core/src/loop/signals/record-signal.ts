import { emitEvent } from '../../company/events/index.ts';
import { readPolicies } from '../../company/policies/index.ts';
import { type Instrument, resolveToken } from '../../desk/instruments/index.ts';
import { inTransaction, newId, type Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { submitProposal } from '../proposals/index.ts';
import { plainSource, plainToken, type RecordedSignal, SAME_SIGNAL_MS, type SignalInput } from './signal.ts';
import { insertSignal, refuseSignal } from './store.ts';

/**
 * Takes in a signal: stores it, tells it, and proposes its analysis through the one door. A signal that cannot be acted
 * on is stored `refused` with the reason; it is never lost and never an error.
 */
export async function recordSignal(ctx: LoopContext, given: SignalInput): Promise<RecordedSignal> {
  const input = { ...given, source: plainSource(given), token: plainToken(given.token) };
  const policies = await readPolicies(ctx.db);
  const resolved = await resolveToken(ctx.db, input.token, policies.values.universe?.contracts ?? []);
  const instrument = 'instrument' in resolved ? resolved.instrument : null;
  const refusal = 'refusal' in resolved ? resolved.refusal : null;
  const written = await inTransaction(ctx.db, (tx) => writeSignal(ctx, tx, { input, instrument, refusal }));
  if (written.refusal !== null || !instrument) return { id: written.id, status: 'refused', refusal: written.refusal };
  return proposeAnalysis(ctx, { id: written.id, input, symbol: instrument.symbol });
}

interface SignalToWrite {
  readonly input: SignalInput;
  readonly instrument: Instrument | null;
  readonly refusal: string | null;
}

interface WrittenSignal {
  readonly id: string;
  readonly refusal: string | null;
}

async function writeSignal(
  ctx: LoopContext,
  tx: Tx,
  { input, instrument, refusal }: SignalToWrite,
): Promise<WrittenSignal> {
  const observedAt = ctx.clock.now();
  const base = { input, instrumentId: instrument?.id ?? null, observedAt };
  const dedupeKey = naturalKeyOf(input, observedAt);
  const fresh = await insertSignal(tx, { ...base, dedupeKey: refusal === null ? dedupeKey : null, refusal });
  const outcome = fresh === null ? 'duplicate_signal' : refusal;
  const id = fresh ?? (await insertSignal(tx, { ...base, dedupeKey: null, refusal: 'duplicate_signal' })) ?? newId();
  await tellReceived(ctx, tx, { id, input, instrument, refusal: outcome });
  return { id, refusal: outcome };
}

/**
 * The key under which a signal is the same as another: its own, or its source, token and type within five company
 * minutes.
 */
export function naturalKeyOf(
  input: Pick<SignalInput, 'dedupeKey' | 'source' | 'token' | 'signalType'>,
  at: Date,
): string {
  return (
    input.dedupeKey ??
    `${input.source}|${input.token.toUpperCase()}|${input.signalType}|${Math.floor(at.getTime() / SAME_SIGNAL_MS)}`
  );
}

interface Received extends SignalToWrite {
  readonly id: string;
}

/** Tells that a signal came in, or that it was refused and why. */
export async function tellReceived(
  ctx: LoopContext,
  tx: Tx,
  { id, input, instrument, refusal }: Received,
): Promise<void> {
  const name = instrument?.symbol ?? JSON.stringify(input.token);
  // Words from outside are quoted.
  const sender = input.trust === 'trusted' ? input.source : JSON.stringify(input.source);
  const { source, token, signalType, trust } = input;
  const about = { instrumentId: instrument?.id ?? null, depth: input.depth ?? 0 };
  const fields = { signalId: id, source, token, signalType, trust };
  await (refusal === null
    ? emitEvent(ctx, tx, {
        ...about,
        kind: 'signal.received',
        title: `INTEL takes in a ${signalType} signal on ${name} from ${sender}`,
        summary: `${sender} signals ${signalType} on ${name}.`,
        fields,
      })
    : emitEvent(ctx, tx, {
        ...about,
        kind: 'signal.refused',
        title: `INTEL drops a ${signalType} signal on ${name}: ${refusal.replaceAll('_', ' ')}`,
        summary: `The signal from ${sender} is kept as refused: ${refusal}.`,
        fields: { ...fields, reason: refusal },
      }));
}

interface ToAnalyse {
  readonly id: string;
  readonly input: SignalInput;
  readonly symbol: string;
}

/** Proposes the analysis of a stored signal; a shut gate refuses the signal. Idempotent by the signal's id. */
export async function proposeAnalysis(ctx: LoopContext, { id, input, symbol }: ToAnalyse): Promise<RecordedSignal> {
  const submitted = await submitProposal(ctx, {
    agentId: 'intel',
    title: `Analyse ${symbol}`,
    missionType: 'analysis',
    signalType: input.signalType,
    signalId: id,
    steps: [{ kind: 'analyze_signal', payload: { signalId: id } }],
    origin: { kind: 'signal', id },
    dedupeKey: `analyze:${id}`,
    depth: input.depth ?? 0,
  });
  if (submitted.status !== 'rejected') return { id, status: 'analyzing', refusal: null };
  const refusal = submitted.reasons[0]?.message ?? 'refused_by_gate';
  await refuseSignal(ctx.db, id, refusal);
  return { id, status: 'refused', refusal };
}
