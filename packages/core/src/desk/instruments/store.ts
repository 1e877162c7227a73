import { type BaseDb, type Db, newId, Prisma } from '../../kernel/db/index.ts';
import type { ListedContract } from '../../market/index.ts';
import { type Instrument, PAPER_PLACE, type TradingPlace } from './instrument.ts';

const columns = { id: true, venue: true, symbol: true, contract: true, decimals: true } as const;

/** The columns of an instrument `i` that is joined to another row, for `joinedRow`. */
export const joinedInstrument = Prisma.sql`
  i.id AS "instrument.id", i.venue AS "instrument.venue", i.asset_class AS "instrument.asset_class",
  i.symbol AS "instrument.symbol",
  i.contract AS "instrument.contract", i.name AS "instrument.name", i.quote AS "instrument.quote",
  i.decimals AS "instrument.decimals",
  i.tick AS "instrument.tick", i.min_quantity AS "instrument.min_quantity", i.first_bar_at AS "instrument.first_bar_at",
  i.created_at AS "instrument.created_at", i.updated_at AS "instrument.updated_at"`;

/** One instrument, or null. */
export async function findInstrument(db: BaseDb, id: string): Promise<Instrument | null> {
  return db.instrument.findUnique({ where: { id }, select: columns });
}

/** Instruments by contract. */
export async function findInstrumentsByContract(
  db: BaseDb,
  contracts: readonly string[],
): Promise<readonly Instrument[]> {
  return db.instrument.findMany({
    where: { contract: { in: [...contracts] } },
    select: columns,
    orderBy: { contract: 'asc' },
  });
}

/** Every instrument that a written token may mean. */
export async function findByToken(db: Db, token: string): Promise<readonly Instrument[]> {
  const upper = token.toUpperCase();
  return db.$queryRaw<Instrument[]>`
    SELECT id, venue::text AS venue, symbol, contract, decimals FROM ops_instruments
    WHERE id::text = ${token} OR contract = ${token} OR contract = ${upper} OR symbol = ${upper} ORDER BY contract
      LIMIT 20`;
}

/** Writes the contracts of a market as instruments of the venue where they are traded; known ones stay. */
export async function upsertListedInstruments(
  db: Db,
  contracts: readonly ListedContract[],
  { venue, assetClass }: TradingPlace = PAPER_PLACE,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_instruments (id, venue, asset_class, symbol, contract, quote, decimals, tick, min_quantity,
      first_bar_at)
    SELECT l.id, ${venue}::text, ${assetClass}::"AssetClass", l.symbol, l.contract, l.quote, l.decimals, l.tick,
           l.least, l.at
    FROM unnest(${contracts.map(() => newId())}::uuid[], ${contracts.map((listed) => listed.symbol)}::text[],
                ${contracts.map((listed) => listed.contract)}::text[],
                ${contracts.map((listed) => listed.quote)}::text[],
                ${contracts.map((listed) => listed.decimals)}::int[],
                ${contracts.map((listed) => listed.tick)}::numeric[],
                ${contracts.map((listed) => listed.minQuantity)}::numeric[],
                ${contracts.map((listed) => listed.firstBarAt)}::timestamptz[])
         AS l(id, symbol, contract, quote, decimals, tick, least, at)
    ON CONFLICT DO NOTHING`;
}
