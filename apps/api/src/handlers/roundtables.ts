import { formats, replayTalk } from '@atc/agents/roundtables';
import { plainText } from '@atc/core/kernel/text';
import { talkFormats } from '@atc/core/loop/kinds';
import { submitProposal } from '@atc/core/loop/proposals';
import { z } from 'zod';
import { byId, created, endpoint, missing, ok, pageById, pageOf } from '../http/index.ts';
import { proposalStatus, reasonView } from '../reads/proposals/view.ts';
import { findRoundtableDetail, listRoundtableViews } from '../reads/roundtables/store.ts';
import {
  replayView,
  roundtableDetail,
  roundtableFormat,
  roundtableStatus,
  roundtableView,
} from '../reads/roundtables/view.ts';

const TOPIC_MAX = 150;

const proposed = z.object({
  proposalId: z.string(),
  status: proposalStatus,
  reasons: z.array(reasonView),
  missionId: z.string().nullable(),
});

export const postRoundtable = endpoint({
  summary: 'Convene a conversation. It takes one of the day and begins at once; a refusal is stored with its reasons',
  input: z.object({
    body: z.strictObject({ format: z.enum(talkFormats), topic: z.string().trim().min(1).max(TOPIC_MAX).optional() }),
  }),
  status: 201,
  response: proposed,
  handle: async (ctx, { body }, { caller, actKey }) => {
    const spec = formats[body.format];
    const topic = plainText(body.topic ?? '', TOPIC_MAX) || spec.topic;
    const submitted = await submitProposal(ctx, {
      agentId: 'atlas',
      title: `${spec.title}: ${topic}`,
      missionType: 'analysis',
      steps: [{ kind: 'roundtable_conversation', payload: { format: body.format, topic } }],
      origin: { kind: 'operator', id: caller.keyId },
      dedupeKey: `operator:${actKey}`,
    });
    const { proposalId, status, missionId } = submitted;
    return created({ proposalId, status, missionId, reasons: [...submitted.reasons] }, `/api/proposals/${proposalId}`);
  },
});

export const listRoundtables = endpoint({
  summary: 'Conversations and desk reviews, newest first',
  input: z.object({
    query: z.strictObject({
      ...pageById,
      status: roundtableStatus.optional(),
      format: roundtableFormat.optional(),
      proposalId: z.uuid().optional().meta({ description: 'what was talked about' }),
    }),
  }),
  response: pageOf(roundtableView),
  handle: async (ctx, { query }) => ok(await listRoundtableViews(ctx.db, query)),
});

export const showRoundtable = endpoint({
  summary: 'A conversation with what was said and how they voted',
  input: byId,
  response: roundtableDetail,
  handle: async (ctx, { params }) => {
    const roundtable = await findRoundtableDetail(ctx.db, params.id);
    return roundtable ? ok(roundtable) : missing('roundtable');
  },
});

export const replayRoundtable = endpoint({
  summary: 'A conversation played again from the record of its language model: at no cost, through the same checks',
  input: byId,
  response: replayView,
  handle: async (ctx, { params }) => {
    if (!(await findRoundtableDetail(ctx.db, params.id))) return missing('roundtable');
    const turns = await replayTalk(ctx, params.id);
    const replayed = turns.filter(({ again }) => again !== null);
    return ok({
      turns: [...turns],
      same: replayed.every(({ said, again }) => again === said),
      replayed: replayed.length,
    });
  },
});
