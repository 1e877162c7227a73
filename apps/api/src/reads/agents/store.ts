import { type Persona, personas } from '@atc/agents/personas';
import type { AgentId } from '@atc/core/company/roster';
import type { BaseDb } from '@atc/core/kernel/db';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import {
  type AgentDetail,
  type AgentView,
  agentDetail,
  agentView,
  type MemoryView,
  memoryView,
  type RelationshipView,
  relationshipView,
} from './view.ts';

/** The six agents. */
export async function listAgentViews(db: BaseDb): Promise<readonly AgentView[]> {
  const rows = await db.agent.findMany({ orderBy: { id: 'asc' } });
  const scores = await readVoteScores(db);
  return rows.map((row) => show(agentView, { ...row, ...dutiesOf(row.id), ...scoreOf(scores, row.id) }));
}

const VOICES_SHOWN = 20;

/** One agent with the last changes of its voice, newest first; or null. */
export async function findAgentDetail(db: BaseDb, id: AgentId): Promise<AgentDetail | null> {
  const row = await db.agent.findUnique({ where: { id } });
  if (!row) return null;
  const voiceHistory = await db.voiceHistory.findMany({
    where: { agentId: id },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: VOICES_SHOWN,
  });
  return show(agentDetail, { ...row, ...dutiesOf(id), ...scoreOf(await readVoteScores(db), row.id), voiceHistory });
}

/** What an agent is given to see and to do; its own, whatever its row says. */
function dutiesOf(id: AgentId): Pick<Persona, 'sees' | 'tasks'> {
  const { sees, tasks }: Persona = personas[id];
  return { sees, tasks };
}

interface VoteScore {
  readonly votesScored: number;
  readonly brierScore: number | null;
}

const scoreOf = (scores: ReadonlyMap<string, VoteScore>, agentId: string): VoteScore =>
  scores.get(agentId) ?? { votesScored: 0, brierScore: null };

async function readVoteScores(db: BaseDb): Promise<ReadonlyMap<string, VoteScore>> {
  const rows = await db.vote.groupBy({ by: ['agentId'], _count: { brier: true }, _avg: { brier: true } });
  return new Map(
    rows.map(({ agentId, _count, _avg }) => [agentId, { votesScored: _count.brier, brierScore: _avg.brier }]),
  );
}

export interface MemoriesWanted extends PageQuery {
  readonly agentId?: AgentId | undefined;
  readonly type?: MemoryView['type'] | undefined;
}

/** What an agent, or everybody, remembers, newest first. */
export async function listMemoryViews(
  db: BaseDb,
  { agentId, type, ...page }: MemoriesWanted,
): Promise<Page<MemoryView>> {
  const { where, ...rest } = afterCursor(page);
  const rows = await db.memory.findMany({
    where: { ...where, ...(agentId ? { agentId } : {}), ...(type ? { type } : {}) },
    ...rest,
  });
  return pageOfIds(rows, page, (row) => show(memoryView, row));
}

/** How each pair of agents gets on. */
export async function listRelationshipViews(db: BaseDb): Promise<readonly RelationshipView[]> {
  const rows = await db.relationship.findMany({ orderBy: [{ agentA: 'asc' }, { agentB: 'asc' }] });
  return rows.map((row) => show(relationshipView, row));
}
