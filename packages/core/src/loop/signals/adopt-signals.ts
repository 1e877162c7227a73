import { readPolicies } from '../../company/policies/index.ts';
import { resolveToken } from '../../desk/instruments/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { naturalKeyOf, proposeAnalysis, tellReceived } from './record-signal.ts';
import { plainSource, plainToken, type SignalInput } from './signal.ts';
import { adoptSignal, keyIsTaken, listUnadopted, type UnadoptedSignal } from './store.ts';

const BATCH = 50;

/** Takes in signals that a monitor script wrote straight into the table; returns how many. */
export async function adoptSignals(ctx: LoopContext): Promise<number> {
  const rows = await listUnadopted(ctx.db, BATCH);
  if (rows.length === 0) return 0;
  const universe = (await readPolicies(ctx.db)).values.universe?.contracts ?? [];
  let adopted = 0;
  for (const row of rows)
    try {
      await adopt(ctx, row, universe);
      adopted += 1;
    } catch (error) {
      ctx.log.error({ signalId: row.id, error: errorText(error) }, 'a signal in the table was not taken in');
    }
  return adopted;
}

async function adopt(ctx: LoopContext, row: UnadoptedSignal, universe: readonly string[]): Promise<void> {
  const input: SignalInput = {
    source: plainSource({ source: row.source, trust: 'untrusted' }),
    token: plainToken(row.token),
    signalType: row.signalType,
    trust: 'untrusted',
  };
  const resolved = await resolveToken(ctx.db, input.token, universe);
  const instrument = 'instrument' in resolved ? resolved.instrument : null;
  const observedAt = ctx.clock.now();
  const dedupeKey = naturalKeyOf(input, observedAt);
  const known =
    'refusal' in resolved ? resolved.refusal : (await keyIsTaken(ctx.db, dedupeKey)) ? 'duplicate_signal' : null;
  const claimed = row.confidence !== null && row.confidence >= 0 && row.confidence <= 1 ? row.confidence : null;
  const adopted = await inTransaction(ctx.db, async (tx) => {
    const taken = await adoptSignal(tx, {
      id: row.id,
      source: input.source,
      token: input.token,
      metadata: row.metadata,
      instrumentId: instrument?.id ?? null,
      refusal: known,
      claimedConfidence: claimed,
      dedupeKey: known === null ? dedupeKey : null,
      observedAt,
    });
    if (taken) await tellReceived(ctx, tx, { id: row.id, input, instrument, refusal: known });
    return taken;
  });
  if (known === null && instrument && adopted)
    await proposeAnalysis(ctx, { id: row.id, input, symbol: instrument.symbol });
}
