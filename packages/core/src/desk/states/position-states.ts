import { Prisma } from '../../kernel/db/index.ts';
import type { PositionStatus, positionMachine } from './position.ts';

// Statuses stand in the text and not among the values, so that partial indexes on them serve the statement.

/** The right side of `status IN …` for positions that are or may become exposure. */
export const LIVE = Prisma.sql`('opening', 'open', 'closing')`;

/** The right side of `status IN …` for positions that hold something. */
export const HELD = Prisma.sql`('open', 'closing')`;

/** Statuses that the machine lets follow a status. */
type Next<From extends PositionStatus> = keyof (typeof positionMachine)['follows'][From] & PositionStatus;

/** Returns both statuses of a step that the machine of positions knows, for `SET status = ` and `WHERE status = `. */
export function stepSql<From extends PositionStatus>(from: From, to: Next<From>) {
  return { from: Prisma.raw(`'${from}'`), to: Prisma.raw(`'${to}'`) } as const;
}
