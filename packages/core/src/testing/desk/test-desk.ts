import { createTestDatabase, testServers } from '@atc/stack/testing';
import { accountOf, openAccount } from '../../desk/accounts/index.ts';
import type { DeskContext } from '../../desk/context.ts';
import { type BaseDb, newId, openDb, type Rows } from '../../kernel/db/index.ts';
import { standingClock } from '../../kernel/time/index.ts';

export interface TestDesk {
  readonly db: BaseDb;
  readonly databaseUrl: string;
  /** Database and a clock that stands still; what only a whole company has is not there. */
  readonly ctx: DeskContext;
  readonly accountId: string;
  setTime(now: Date): void;
  addInstrument(symbol: string): Promise<string>;
  /** An accepted proposal to buy, as the door would have written it. */
  addEntryProposal(instrumentId: string): Promise<string>;
  /** An order of a position, as it stands before its fills are booked. */
  addOrder(order: OrderWish): Promise<Rows.Order>;
  close(): Promise<void>;
}

export interface OrderWish {
  readonly instrumentId: string;
  readonly positionId: string;
  readonly side: 'buy' | 'sell';
  readonly purpose: string;
  readonly protective?: boolean;
  readonly stepId?: string;
}

export const DESK_START = new Date('2025-02-03T15:00:00Z');

/**
 * A trading desk of a test's own: real tables, one paper account, a market that has no price of anything, no queues.
 */
export async function testDesk({ startingCapitalUsd = 1000, connections = 10 } = {}): Promise<TestDesk> {
  const database = await createTestDatabase(testServers().adminUrl);
  const db = openDb(database.url, { connections });
  const clock = standingClock(DESK_START);
  await openAccount(db, { startingCapitalUsd, at: DESK_START });
  const accountId = (await accountOf(db))?.id ?? '';
  return {
    db,
    databaseUrl: database.url,
    ctx: {
      db,
      clock,
      market: { price: () => null },
      queues: { nudge: async () => undefined },
    } as unknown as DeskContext,
    accountId,
    setTime: (now) => clock.set(now),
    addInstrument: (symbol) => insertInstrument(db, symbol),
    addEntryProposal: (instrumentId) => insertEntryProposal(db, { accountId, instrumentId }),
    addOrder: (wish) => insertOrder(db, accountId, wish),
    close: async () => {
      await db.$disconnect();
      await database.drop();
    },
  };
}

async function insertInstrument(db: BaseDb, symbol: string): Promise<string> {
  const { id } = await db.instrument.create({
    data: {
      id: newId(),
      venue: 'paper',
      assetClass: 'crypto',
      symbol,
      contract: `${symbol}_USDT`,
      decimals: 6,
      tick: '0.00000001',
      minQuantity: '0.000001',
    },
  });
  return id;
}

async function insertEntryProposal(
  db: BaseDb,
  { accountId, instrumentId }: { readonly accountId: string; readonly instrumentId: string },
): Promise<string> {
  const id = newId();
  await db.proposal.create({
    data: {
      id,
      agentId: 'scout',
      title: 'Buy',
      missionType: 'entry',
      originKind: 'operator',
      originId: 'test',
      accountId,
      instrumentId,
      proposedSteps: [],
      status: 'accepted',
      dedupeKey: `test:${id}`,
      proposedAt: DESK_START,
    },
  });
  return id;
}

async function insertOrder(
  db: BaseDb,
  accountId: string,
  { protective = false, ...wish }: OrderWish,
): Promise<Rows.Order> {
  const id = newId();
  const amount = wish.side === 'buy' ? { spendUsd: '50' } : { quantity: '1' };
  return db.order.create({
    data: {
      id,
      clientOrderId: id,
      accountId,
      ...wish,
      ...amount,
      protective,
      leg: 1,
      body: {},
      intendedAt: DESK_START,
    },
  });
}
