import { Prisma } from '../../kernel/db/index.ts';

/**
 * Of the orders `o`: those that must end before anything else may be done with their position. A stop that rests at its
 * venue, untouched, is none: it is taken back when the desk wants to trade itself.
 */
export const orderUnderWay = Prisma.sql`(o.status IN ('intended', 'unknown', 'partially_filled')
  OR o.status = 'submitted' AND o.rests_at IS NULL)`;
