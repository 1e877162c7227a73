import { answer, claim } from '@atc/agents/minds';
import { RoundtableFormat } from '@atc/core/kernel/db';
import { z } from 'zod';
import { voteView } from '../proposals/view.ts';
import { id, instant } from '../view.ts';

export const roundtableFormat = z.enum(RoundtableFormat);
export const roundtableStatus = z.enum(['pending', 'running', 'succeeded', 'failed']);

export const roundtableView = z
  .object({
    id,
    format: roundtableFormat,
    participants: z.array(z.string()),
    topic: z.string(),
    status: roundtableStatus,
    proposalId: id.nullable(),
    turnsPlanned: z.int(),
    temperature: z.number(),
    verdict: z.unknown().nullable(),
    convenedAt: instant,
    lastTurnAt: instant.nullable(),
    endedAt: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Roundtable' });

const turnView = z
  .object({
    turnNo: z.int(),
    agentId: z.string().nullable(),
    kind: z.string(),
    state: z.string(),
    text: z.string().nullable(),
    mind: z.string().nullable(),
    trust: z.enum(['trusted', 'untrusted']).describe('untrusted: the speaker had read words from outside'),
    claim: claim.nullable().describe('what the turn says of a fact, and the stance that the fact gives its speaker'),
    answer: answer.nullable().describe('whose earlier claim it concedes, disputes or adds to'),
    saidAt: instant.nullable(),
  })
  .meta({ id: 'Turn' });

const learnedView = z
  .object({ id, agentId: z.string(), type: z.string(), content: z.string(), confidence: z.number() })
  .meta({ id: 'Learned', description: 'what an agent remembers of a conversation' });

const actionItemView = z
  .object({ id, agentId: z.string(), title: z.string(), status: z.string() })
  .meta({ id: 'ActionItem', description: 'a proposal that a conversation made' });

export const roundtableDetail = roundtableView
  .extend({
    turns: z.array(turnView),
    votes: z.array(voteView),
    memories: z.array(learnedView),
    actionItems: z.array(actionItemView),
  })
  .meta({ id: 'RoundtableDetail' });

export const replayView = z
  .object({
    turns: z.array(
      z.object({
        turnNo: z.int(),
        agentId: z.string(),
        said: z.string(),
        again: z.string().nullable().describe('null where no model was asked, or its prompt was not kept'),
      }),
    ),
    replayed: z.int().describe('how many turns could be played again'),
    same: z.boolean().describe('whether each of these came out in the same words'),
  })
  .meta({ id: 'RoundtableReplay' });

export type RoundtableView = z.infer<typeof roundtableView>;
export type RoundtableDetail = z.infer<typeof roundtableDetail>;
