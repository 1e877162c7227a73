import type { Db } from '@atc/core/kernel/db';

/** The orders whose swaps have these signatures, by signature; a signature of no order stands for itself. */
export async function nameSwaps(db: Db, signatures: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ signature: string; name: string }[]>`
    SELECT s.signature, coalesce(o.client_order_id, s.signature) AS name
           FROM unnest(${[...signatures]}::text[]) AS s(signature)
    LEFT JOIN ops_order_attempts a ON a.signature = s.signature LEFT JOIN ops_orders o ON o.id = a.order_id`;
  return new Map(rows.map(({ signature, name }) => [signature, name]));
}
