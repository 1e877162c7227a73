import type { OrderBody } from '@atc/core/desk/venue';
import { type Db, newId, Prisma } from '@atc/core/kernel/db';
import { type Attempt, type Attempted, type Proof, proof } from './attempt.ts';

interface Row extends Omit<Attempt, 'proof'> {
  readonly proof: unknown;
  readonly orderId: string;
  readonly body: OrderBody;
}

/**
 * An order by our id with its latest attempt, or null. After a clock was set back its age is what lies between: heights
 * prove its end.
 */
export async function findAttempted(db: Db, clientOrderId: string): Promise<Attempted | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT o.id AS "orderId", o.body, a.id, a.attempt_no AS "attemptNo", a.state::text AS state,
           a.signed_bytes AS "signedBytes",
           a.signature, a.last_valid_height AS "lastValidHeight", a.proof,
           abs(extract(epoch FROM clock_timestamp() - a.created_at) * 1000)::float8 AS "ageMs"
    FROM ops_orders o LEFT JOIN ops_order_attempts a ON a.order_id = o.id
    WHERE o.client_order_id = ${clientOrderId} ORDER BY a.attempt_no DESC LIMIT 1`;
  if (!row) return null;
  const { orderId, body, ...attempt } = row;
  return { orderId, body, attempt: attempt.id ? { ...attempt, proof: proof.parse(attempt.proof ?? {}) } : null };
}

export interface NewAttempt {
  readonly orderId: string;
  readonly attemptNo: number;
  /** What was signed; null for the decision that nothing will be. */
  readonly signed: {
    readonly bytes: Uint8Array;
    readonly signature: string;
    readonly lastValidHeight: bigint;
  } | null;
  readonly proof: Proof;
}

/**
 * Commits an attempt before anything of it is sent; false when another run was first or the order has ended. With it
 * stands what the order's next word is, so that two runs never tell two stories.
 */
export async function insertAttempt(db: Db, { orderId, attemptNo, signed, proof: kept }: NewAttempt): Promise<boolean> {
  const written = await db.$executeRaw`
    INSERT INTO ops_order_attempts (id, order_id, attempt_no, state, signed_bytes, signature, last_valid_height, proof,
      updated_at)
    SELECT ${newId()}::uuid, o.id, ${attemptNo}, ${signed ? 'signed' : 'failed'}::"AttemptState",
           ${signed?.bytes ?? null}::bytea,
           ${signed?.signature ?? null}, ${signed?.lastValidHeight ?? null}::bigint, ${JSON.stringify(kept)}::jsonb,
           clock_timestamp()
    FROM (SELECT id FROM ops_orders WHERE id = ${orderId}::uuid AND status NOT IN ('filled', 'rejected', 'canceled')
      FOR UPDATE) o
    ON CONFLICT DO NOTHING`;
  return written === 1;
}

/** Notes that bytes are being sent. */
export async function markSent(db: Db, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_order_attempts SET state = 'sent', sent_at = clock_timestamp(), updated_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state = 'signed'`;
}

export interface AttemptEnd {
  readonly state: 'landed' | 'failed' | 'expired';
  readonly proof: Proof;
}

/** Writes how an attempt ended, once. */
export async function endAttempt(db: Db, id: string, { state, proof: found }: AttemptEnd): Promise<void> {
  const text = JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  await db.$executeRaw`
    UPDATE ops_order_attempts SET state = ${state}::"AttemptState", proof = coalesce(proof, '{}') || ${text}::jsonb,
           updated_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state IN (${Prisma.join(OPEN)})`;
}

const OPEN = ['signed', 'sent'].map((state) => Prisma.sql`${state}::"AttemptState"`);
