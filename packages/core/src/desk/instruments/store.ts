import { type Db, newId } from '../../kernel/db/index.ts';
import type { ListedContract } from '../market/index.ts';
import type { Instrument } from './instrument.ts';

const columns = { id: true, venue: true, symbol: true, contract: true, decimals: true } as const;

/** One instrument, or null. */
export async function findInstrument(db: Db, id: string): Promise<Instrument | null> {
  return db.instrument.findUnique({ where: { id }, select: columns });
}

/** Instruments of the paper venue by contract. */
export async function findInstrumentsByContract(db: Db, contracts: readonly string[]): Promise<readonly Instrument[]> {
  return db.instrument.findMany({
    where: { venue: 'paper', contract: { in: [...contracts] } },
    select: columns,
    orderBy: { contract: 'asc' },
  });
}

/** Every instrument that a written token may mean. */
export async function findByToken(db: Db, token: string): Promise<readonly Instrument[]> {
  const upper = token.toUpperCase();
  return db.$queryRaw<Instrument[]>`
    SELECT id, venue::text AS venue, symbol, contract, decimals FROM ops_instruments
    WHERE id::text = ${token} OR contract = ${token} OR contract = ${upper} OR symbol = ${upper} ORDER BY contract LIMIT 20`;
}

/** Writes the contracts of a market as instruments of the paper venue; known ones stay. */
export async function upsertListedInstruments(db: Db, contracts: readonly ListedContract[]): Promise<void> {
  await db.instrument.createMany({
    data: contracts.map(({ contract, symbol, quote, decimals, tick, minQuantity, firstBarAt }) => ({
      id: newId(),
      venue: 'paper' as const,
      assetClass: 'crypto' as const,
      symbol,
      contract,
      quote,
      decimals,
      tick,
      minQuantity,
      firstBarAt,
    })),
    skipDuplicates: true,
  });
}
