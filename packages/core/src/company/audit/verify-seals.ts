import type { BaseDb, Db } from '../../kernel/db/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { type AuditHead, findBreak, NO_HEAD, sealedKinds } from './seal.ts';
import { countUnsealed, findHead, readInUtc } from './store.ts';
import { type AlteredRecord, findAltered, findSlippedIn, hasSeal, listSeals } from './verify-store.ts';

/** What was found wrong; of several the first in the chain. */
export type AuditFault =
  | ({ readonly fault: 'altered' | 'missing' } & AlteredRecord)
  | { readonly fault: 'broken'; readonly seq: number; readonly kind: string; readonly rowId: string }
  | { readonly fault: 'slipped_in'; readonly kind: string; readonly rowId: string }
  | { readonly fault: 'cut'; readonly hash: string };

export interface AuditFinding {
  /** Links looked at. */
  readonly links: number;
  readonly head: AuditHead;
  /** Records of the last seconds, not sealed yet, counted up to a thousand of each kind. */
  readonly unsealed: number;
  readonly fault: AuditFault | null;
}

const BATCH = 2000;
const COUNT_AT_MOST = 1000;
/** A year of trading takes longer to read than other transactions may take. */
const PATIENCE_MS = HOUR_MS;

/**
 * Reads the whole chain against the rows that it covers, in one snapshot. `knownHead` is a hash printed earlier: it
 * must still be in the chain, else the tail was cut off and made anew.
 */
export async function verifySeals(db: BaseDb, knownHead: string | null): Promise<AuditFinding> {
  return inTransaction(
    db,
    async (tx) => {
      await readInUtc(tx);
      const { links, fault } = await readChain(tx);
      return {
        links,
        head: (await findHead(tx)) ?? NO_HEAD,
        unsealed: await countUnsealed(tx, COUNT_AT_MOST),
        fault: fault ?? (await readOutside(tx)) ?? (await readTail(tx, knownHead)),
      };
    },
    { isolation: 'RepeatableRead', timeoutMs: PATIENCE_MS },
  );
}

async function readChain(tx: Db): Promise<{ readonly links: number; readonly fault: AuditFault | null }> {
  let head: AuditHead = NO_HEAD;
  let links = 0;
  for (;;) {
    const portion = await listSeals(tx, head.seq, BATCH);
    const last = portion.at(-1);
    if (!last) return { links, fault: null };
    const broken = findBreak(head, portion);
    const altered = await firstAltered(tx, { from: head.seq + 1, to: last.seq });
    links += portion.length;
    if (altered && (!broken || altered.seq <= broken.seq)) return { links, fault: altered };
    if (broken) return { links, fault: { fault: 'broken', seq: broken.seq, kind: broken.kind, rowId: broken.rowId } };
    head = last;
  }
}

async function firstAltered(tx: Db, range: { readonly from: number; readonly to: number }) {
  let first: AlteredRecord | null = null;
  for (const kind of sealedKinds) {
    const found = await findAltered(tx, kind, range);
    if (found && (!first || found.seq < first.seq)) first = found;
  }
  return first && { ...first, fault: first.now ? ('altered' as const) : ('missing' as const) };
}

async function readOutside(tx: Db): Promise<AuditFault | null> {
  for (const kind of sealedKinds) {
    const rowId = await findSlippedIn(tx, kind);
    if (rowId !== null) return { fault: 'slipped_in', kind, rowId };
  }
  return null;
}

async function readTail(tx: Db, knownHead: string | null): Promise<AuditFault | null> {
  if (knownHead === null || (await hasSeal(tx, knownHead))) return null;
  return { fault: 'cut', hash: knownHead };
}
