import { madePoint } from '@atc/agents/minds';
import type { BaseDb } from '@atc/core/kernel/db';
import { z } from 'zod';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import { type RoundtableDetail, type RoundtableView, roundtableDetail, roundtableView } from './view.ts';

const said = z.object({ trust: z.literal('untrusted') });
const NOTHING = { trust: 'trusted', claim: null, answer: null };

export interface RoundtablesWanted extends PageQuery {
  readonly status?: RoundtableView['status'] | undefined;
  readonly format?: RoundtableView['format'] | undefined;
  readonly proposalId?: string | undefined;
}

/** Conversations, newest first. */
export async function listRoundtableViews(
  db: BaseDb,
  { status, format, proposalId, ...page }: RoundtablesWanted,
): Promise<Page<RoundtableView>> {
  const { where, ...rest } = afterCursor(page);
  // What is undefined filters nothing.
  const rows = await db.roundtable.findMany({ where: { ...where, status, format, proposalId }, ...rest });
  return pageOfIds(rows, page, (row) => show(roundtableView, row));
}

/** One conversation with its turns and votes and what it left, or null. */
export async function findRoundtableDetail(db: BaseDb, id: string): Promise<RoundtableDetail | null> {
  const row = await db.roundtable.findUnique({
    where: { id },
    include: { turns: { orderBy: { turnNo: 'asc' } }, votes: { orderBy: { id: 'asc' } } },
  });
  if (!row) return null;
  const [memories, actionItems] = await Promise.all([
    db.memory.findMany({ where: { sourceTraceId: `roundtable:${id}` }, orderBy: { id: 'asc' } }),
    db.proposal.findMany({ where: { originKind: 'roundtable', originId: id }, orderBy: { id: 'asc' } }),
  ]);
  const turns = row.turns.map((turn) => {
    const { content } = turn;
    return { ...NOTHING, ...turn, ...madePoint.safeParse(content).data, ...said.safeParse(content).data };
  });
  return show(roundtableDetail, { ...row, turns, memories, actionItems });
}
