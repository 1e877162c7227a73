import type { BaseDb } from '@atc/core/kernel/db';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import { type ReactionView, reactionView } from './view.ts';

export interface ReactionsWanted extends PageQuery {
  readonly status?: ReactionView['status'] | undefined;
}

/** Who reacted to what, newest first; those that chance or a cooldown kept from it included. */
export async function listReactionViews(db: BaseDb, { status, ...page }: ReactionsWanted): Promise<Page<ReactionView>> {
  const { where, ...rest } = afterCursor(page);
  const rows = await db.reaction.findMany({ where: { ...where, ...(status ? { status } : {}) }, ...rest });
  return pageOfIds(rows, page, (row) => show(reactionView, row));
}
