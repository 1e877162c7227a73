import { type Db, Prisma } from '@atc/core/kernel/db';

const MOST = 8;

export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly symbol: string;
  readonly status: string;
  readonly at: Date;
}

/** Trades and proposals whose id begins so, or whose token does, newest first; trades in front. */
export async function findByText(db: Db, text: string): Promise<readonly Found[]> {
  const { least, most } = idsOf(text);
  const isNamed = Prisma.sql`p.id BETWEEN ${least}::uuid AND ${most}::uuid`;
  // Letters, digits and dashes alone come here: nothing that a pattern knows.
  const tokens = Prisma.sql`(SELECT id, symbol FROM ops_instruments WHERE symbol LIKE ${`${text.toUpperCase()}%`}) i`;
  // By a token the latest are in an order that no index of all rows has: those would be gone through for a rare one.
  const trades = await db.$queryRaw<Found[]>`
    SELECT f.* FROM (
      ${trade} FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE ${isNamed}
      UNION
      SELECT l.* FROM ${tokens} CROSS JOIN LATERAL (
        ${trade} FROM ops_positions p WHERE p.instrument_id = i.id
        ORDER BY coalesce(p.opened_at, p.created_at) DESC LIMIT ${MOST}) l) f
    ORDER BY f.id DESC LIMIT ${MOST}`;
  const proposals = await db.$queryRaw<Found[]>`
    SELECT f.* FROM (
      ${proposal} FROM ops_trading_proposals p JOIN ops_instruments i ON i.id = p.instrument_id
      WHERE ${isNamed} AND ${unbought}
      UNION
      SELECT l.* FROM ${tokens} CROSS JOIN LATERAL (
        ${proposal} FROM ops_trading_proposals p WHERE p.instrument_id = i.id AND ${unbought}
        ORDER BY p.proposed_at DESC NULLS LAST LIMIT ${MOST}) l) f
    ORDER BY f.id DESC LIMIT ${MOST}`;
  return [...trades, ...proposals].slice(0, MOST);
}

const trade = Prisma.sql`
  SELECT 'trade' AS kind, p.id, i.symbol, p.status::text AS status, coalesce(p.opened_at, p.created_at) AS at`;

const proposal = Prisma.sql`
  SELECT 'proposal' AS kind, p.id, i.symbol, p.status::text AS status, p.proposed_at AS at`;

/** Of an entry `p` that never became a trade. */
const unbought = Prisma.sql`
  p.mission_type = 'entry' AND NOT EXISTS (SELECT 1 FROM ops_positions h WHERE h.entry_proposal_id = p.id)`;

const NONE = '00000000-0000-0000-0000-000000000000';
const HEX_DIGITS = 32;

/** Between which ids those lie that begin with a text; the one of nothing where none can. */
function idsOf(text: string): { readonly least: string; readonly most: string } {
  const hex = text.toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{1,32}$/.test(hex)) return { least: NONE, most: NONE };
  const padded = (digit: string) => hex.padEnd(HEX_DIGITS, digit).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { least: padded('0'), most: padded('f') };
}
