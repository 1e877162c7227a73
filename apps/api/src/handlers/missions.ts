import { z } from 'zod';
import { byId, endpoint, missing, ok, pageById, pageOf } from '../http/index.ts';
import { findMissionDetail, listMissionViews } from '../reads/missions/store.ts';
import { missionDetail, missionStatus, missionView } from '../reads/missions/view.ts';

export const listMissions = endpoint({
  summary: 'Missions, newest first',
  input: z.object({ query: z.strictObject({ ...pageById, status: missionStatus.optional() }) }),
  response: pageOf(missionView),
  handle: async (ctx, { query }) => ok(await listMissionViews(ctx.db, query)),
});

export const showMission = endpoint({
  summary: 'A mission with its steps',
  input: byId,
  response: missionDetail,
  handle: async (ctx, { params }) => {
    const mission = await findMissionDetail(ctx.db, params.id);
    return mission ? ok(mission) : missing('mission');
  },
});
