import { type Db, type Joined, joinedRow, newId, Prisma, type Rows } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { joinedInstrument } from '../instruments/index.ts';
import { orderUnderWay } from '../protections/index.ts';
import { HELD, LIVE, stepSql } from '../states/index.ts';

const toClosing = stepSql('open', 'closing');
const toVoid = stepSql('opening', 'void');
const toOpen = stepSql('closing', 'open');

export type Position = Rows.Position;
export type PositionWithInstrument = Position & { readonly instrument: Rows.Instrument };

/** One position with its instrument, or null. */
export async function findPosition(db: Db, id: string): Promise<PositionWithInstrument | null> {
  return readPosition(db, Prisma.sql`p.id = ${id}::uuid`);
}

/** The position that an entry proposal opened, or null. */
export async function findPositionOfEntry(db: Db, entryProposalId: string): Promise<PositionWithInstrument | null> {
  return readPosition(db, Prisma.sql`p.entry_proposal_id = ${entryProposalId}::uuid`);
}

/** One position, locked until the transaction ends. */
export async function lockPosition(db: Db, id: string): Promise<PositionWithInstrument | null> {
  return readPosition(db, Prisma.sql`p.id = ${id}::uuid FOR UPDATE OF p`);
}

// One statement where the client would need two: every fill and every exit begins with it.
async function readPosition(db: Db, condition: Prisma.Sql): Promise<PositionWithInstrument | null> {
  const [row] = await db.$queryRaw<Joined<PositionWithInstrument>[]>`
    SELECT p.*, ${joinedInstrument} FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
           WHERE ${condition}`;
  return row ? joinedRow(row) : null;
}

export interface NewPosition {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly entryProposalId: string;
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
  readonly trailingStopPct?: number | null;
  readonly stopRequired: boolean;
  readonly signalSource: string | null;
  readonly confidence: number | null;
  readonly reason: Readonly<Record<string, unknown>>;
}

/**
 * Opens a position for an entry, to which the entry's reservations belong from now on, or returns the one it has; the
 * database refuses one without a required stop.
 */
export async function openPosition(db: Db, position: NewPosition): Promise<{ readonly id: string }> {
  const stop = position.stopLoss?.toFixed() ?? null;
  const [row] = await db.$queryRaw<{ id: string }[]>`
    WITH p AS (
      INSERT INTO ops_positions (id, account_id, instrument_id, entry_proposal_id, stop_required, stop_loss,
                                 initial_stop,
                                 take_profit, trailing_stop_pct, signal_source, confidence, reason)
      VALUES (${newId()}::uuid, ${position.accountId}::uuid, ${position.instrumentId}::uuid,
              ${position.entryProposalId}::uuid, ${position.stopRequired}, ${stop}::numeric, ${stop}::numeric,
              ${position.takeProfit?.toFixed() ?? null}::numeric, ${position.trailingStopPct ?? null}::float8,
              ${position.signalSource}, ${position.confidence}::float8, ${JSON.stringify(position.reason)}::jsonb)
      ON CONFLICT (entry_proposal_id) DO NOTHING RETURNING id),
    r AS (
      UPDATE ops_cap_reservations c SET position_id = p.id, updated_at = now() FROM p
        WHERE c.proposal_id = ${position.entryProposalId}::uuid AND c.state = 'held')
    SELECT id FROM p UNION ALL SELECT id FROM ops_positions
           WHERE entry_proposal_id = ${position.entryProposalId}::uuid`;
  if (!row) throw new InvariantError('an entry proposal got no position');
  return row;
}

/** Takes an open position for closing; null when it is not open, or somebody else is closing it. */
export async function takeForClosing(db: Db, id: string): Promise<{ readonly id: string } | null> {
  const taken = await db.$executeRaw`
    UPDATE ops_positions SET status = ${toClosing.to}, updated_at = now()
    WHERE id = ${id}::uuid AND status = ${toClosing.from}`;
  return taken === 1 ? { id } : null;
}

/** Notes that the watch of a position is armed; false when it was. */
export async function armWatch(db: Db, id: string, at: Date): Promise<boolean> {
  const armed = await db.$executeRaw`
    UPDATE ops_positions SET armed_at = ${at}, updated_at = now() WHERE id = ${id}::uuid AND armed_at IS NULL
      AND status IN ${HELD}`;
  return armed === 1;
}

export interface HeldContract {
  readonly contract: string;
  readonly symbol: string;
}

/** Contracts with exposure, or about to have it. */
export async function listHeldContracts(db: Db): Promise<readonly HeldContract[]> {
  return db.$queryRaw<HeldContract[]>`
    SELECT DISTINCT i.contract, i.symbol FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.status IN ${LIVE} ORDER BY i.contract`;
}

/** What sells a position, as far as prices do. */
export interface Stops {
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
  readonly trailingStopPct: number | null;
}

/** Where stop and target stood, as far as prices had come, until they were set anew at an instant. */
export interface StopsBefore {
  readonly stop: Decimal | null;
  readonly target: Decimal | null;
  readonly at: Date;
}

/**
 * Changes stop, trailing stop and target of an open position, and keeps what held before for bars that began before and
 * nobody has looked at yet; false when it is not open any more.
 */
export async function saveStops(
  db: Db,
  id: string,
  { stopLoss, takeProfit, trailingStopPct, before }: Stops & { readonly before: StopsBefore },
): Promise<boolean> {
  const unseen = Prisma.sql`stops_set_at > coalesce(watched_until, opened_at)`;
  const saved = await db.$executeRaw`
    UPDATE ops_positions SET stop_loss = ${stopLoss}::numeric, take_profit = ${takeProfit}::numeric,
           trailing_stop_pct = ${trailingStopPct}::float8, stops_set_at = ${before.at}, updated_at = now(),
           stop_before = CASE WHEN ${unseen} THEN stop_before ELSE ${before.stop}::numeric END,
           target_before = CASE WHEN ${unseen} THEN target_before ELSE ${before.target}::numeric END
    WHERE id = ${id}::uuid AND status IN ${HELD}`;
  return saved === 1;
}

/** Lifts a position's target to that of the proposal that added to it; null where it lies as high already. */
export async function raiseTarget(db: Db, id: string, proposalId: string): Promise<Decimal | null> {
  const [row] = await db.$queryRaw<{ takeProfit: Decimal }[]>`
    UPDATE ops_positions p SET take_profit = x.target, updated_at = now() FROM ops_trading_proposals x
    WHERE p.id = ${id}::uuid AND x.id = ${proposalId}::uuid AND x.target > coalesce(p.take_profit, 0)
    RETURNING p.take_profit AS "takeProfit"`;
  return row?.takeProfit ?? null;
}

/** An entry that filled nothing leaves a void position. */
export async function voidPosition(db: Db, id: string, at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_positions SET status = ${toVoid.to}, closed_at = ${at}, updated_at = now()
    WHERE id = ${id}::uuid AND status = ${toVoid.from}`;
}

/** What an exit remembers that must be tried again, as the sweep of due exits reads it. */
export interface DueAgain {
  readonly reason: string;
  readonly by: string;
  readonly origin: { readonly kind: string; readonly id: string };
  readonly triggerPrice: string | null;
}

/** An exit that ended with quantity left puts the position back under the watch; a protective one stays due. */
export async function reopenPosition(db: Db, id: string, due: DueAgain | null): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_positions SET status = ${toOpen.to},
      due_exit = coalesce(due_exit, ${due && JSON.stringify(due)}::jsonb), updated_at = now()
    WHERE id = ${id}::uuid AND status = ${toOpen.from}`;
}

/**
 * Puts a position back to `open` whose close ended without an order, so that its stop is watched again. False when it
 * is not closing, or an order of it is still under way and decides.
 */
export async function abandonClosing(db: Db, id: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_positions p SET status = ${toOpen.to}, updated_at = now() WHERE p.id = ${id}::uuid
      AND p.status = ${toOpen.from}
      AND NOT EXISTS (SELECT 1 FROM ops_orders o WHERE o.position_id = p.id AND ${orderUnderWay})`;
  return changed === 1;
}
