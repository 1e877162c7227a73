import { Prisma } from '../../kernel/db/index.ts';
import type { PositionStatus, positionMachine } from '../positions/index.ts';

/** Statuses of positions that are or may become exposure. */
export const liveStatuses = ['opening', 'open', 'closing'] as const satisfies readonly PositionStatus[];

/** Statuses of positions that hold something. */
export const heldStatuses = ['open', 'closing'] as const satisfies readonly PositionStatus[];

/** Statuses that the machine lets follow a status. */
type Next<From extends PositionStatus> = keyof (typeof positionMachine)['follows'][From] & PositionStatus;

// As text and not as values, so that partial indexes on the status serve the statement.
const listOf = (statuses: readonly PositionStatus[]): Prisma.Sql =>
  Prisma.raw(`(${statuses.map((status) => `'${status}'`).join(', ')})`);

/** The right side of `status IN …` for positions that are or may become exposure. */
export const LIVE = listOf(liveStatuses);

/** The right side of `status IN …` for positions that hold something. */
export const HELD = listOf(heldStatuses);

/** The two statuses of a step that the machine of positions knows, for `SET status = …` and `WHERE status = …`. */
export function stepSql<From extends PositionStatus>(from: From, to: Next<From>) {
  return { from: Prisma.raw(`'${from}'`), to: Prisma.raw(`'${to}'`) } as const;
}
