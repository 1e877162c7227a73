import type { BaseDb } from '@atc/core/kernel/db';

/** What a position remembers of its entry, and the evidence of the signal behind it, as stored. */
export async function findEntryReason(
  db: BaseDb,
  { positionId, signalId }: { readonly positionId: string; readonly signalId: string | null },
): Promise<{ readonly reason: unknown; readonly signalEvidence: unknown }> {
  const position = await db.position.findUnique({ where: { id: positionId }, select: { reason: true } });
  const signal =
    signalId === null ? null : await db.signal.findUnique({ where: { id: signalId }, select: { evidence: true } });
  return { reason: position?.reason ?? null, signalEvidence: signal?.evidence ?? null };
}
