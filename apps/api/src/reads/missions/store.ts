import type { BaseDb } from '@atc/core/kernel/db';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import { type MissionDetail, type MissionView, missionDetail, missionView } from './view.ts';

export interface MissionsWanted extends PageQuery {
  readonly status?: MissionView['status'] | undefined;
}

/** Missions, newest first. */
export async function listMissionViews(db: BaseDb, { status, ...page }: MissionsWanted): Promise<Page<MissionView>> {
  const { where, ...rest } = afterCursor(page);
  const rows = await db.mission.findMany({ where: { ...where, ...(status ? { status } : {}) }, ...rest });
  return pageOfIds(rows, page, (row) => show(missionView, row));
}

/** One mission with its steps in order, or null. */
export async function findMissionDetail(db: BaseDb, id: string): Promise<MissionDetail | null> {
  const row = await db.mission.findUnique({ where: { id }, include: { steps: { orderBy: { seq: 'asc' } } } });
  return row && show(missionDetail, row);
}
