import { z } from 'zod';
import { fields, id, instant } from '../view.ts';

export const missionStatus = z.enum(['approved', 'running', 'succeeded', 'failed']);

export const missionView = z
  .object({
    id,
    proposalId: id,
    title: z.string(),
    missionType: z.string(),
    status: missionStatus,
    createdBy: z.string(),
    positionId: id.nullable(),
    approvedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Mission' });

const stepView = z
  .object({
    id,
    seq: z.int(),
    kind: z.string(),
    venue: z.string(),
    status: z.enum(['queued', 'running', 'succeeded', 'failed']),
    payload: fields,
    result: z.unknown().nullable(),
    reason: z.string().nullable(),
    lastError: z.string().nullable(),
    attempt: z.int(),
    failures: z.int(),
    deadLetter: z.boolean(),
    readyAt: instant.nullable(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Step' });

export const missionDetail = missionView.extend({ steps: z.array(stepView) }).meta({ id: 'MissionDetail' });

export type MissionView = z.infer<typeof missionView>;
export type MissionDetail = z.infer<typeof missionDetail>;
