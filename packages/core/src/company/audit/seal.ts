import { createHash } from 'node:crypto';

/** The kinds of record that are sealed: rows that are written once and never change. */
export const sealedKinds = [
  'event',
  'verdict',
  'vote',
  'order_transition',
  'fill',
  'ledger_entry',
  'policy_version',
  'strategy_trial',
] as const;

export type SealedKind = (typeof sealedKinds)[number];

/** A record as it is sealed. */
export interface SealedRecord {
  readonly kind: SealedKind;
  readonly rowId: string;
  /** Its columns as JSON, as the database writes it. */
  readonly canonical: string;
}

/** One link of the chain: its hash covers the record and the hash before it. */
export interface Seal extends SealedRecord {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/** The last link of a chain. */
export type AuditHead = Pick<Seal, 'seq' | 'hash'>;

/** What the first link names as the one before it. */
export const NO_HEAD: AuditHead = { seq: 0, hash: '0'.repeat(64) };

/** The links that continue a chain with these records, in this order. */
export function sealAfter(head: AuditHead, records: readonly SealedRecord[]): readonly Seal[] {
  let { seq, hash } = head;
  return records.map((record) => {
    const link = { ...record, seq: seq + 1, prev: hash };
    seq = link.seq;
    hash = hashOf(link);
    return { ...link, hash };
  });
}

/** SHA-256, in hex, over the previous hash, the number and the record of a link. */
export function hashOf({ prev, seq, kind, rowId, canonical }: Omit<Seal, 'hash'>): string {
  return createHash('sha256').update([prev, seq, kind, rowId, canonical].join('\n')).digest('hex');
}

/** The first link that does not follow from the one before it, or null. */
export function findBreak(head: AuditHead, links: readonly Seal[]): Seal | null {
  let before = head;
  for (const link of links) {
    if (link.seq !== before.seq + 1 || link.prev !== before.hash || link.hash !== hashOf(link)) return link;
    before = link;
  }
  return null;
}
