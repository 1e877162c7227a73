import type { AgentId, BaseDb } from '@atc/core/kernel/db';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import { type ProposalDetail, type ProposalView, proposalDetail, proposalView } from './view.ts';

export interface ProposalsWanted extends PageQuery {
  readonly status?: ProposalView['status'] | undefined;
  readonly agentId?: AgentId | undefined;
  readonly missionType?: ProposalView['missionType'] | undefined;
  /** A symbol or a contract. */
  readonly token?: string | undefined;
}

const withParts = { instrument: true, missions: { select: { id: true } } } as const;
const withMission = <Row extends { missions: { id: string }[] }>(row: Row) => ({
  ...row,
  missionId: row.missions[0]?.id ?? null,
});

/** Proposals, newest first. */
export async function listProposalViews(
  db: BaseDb,
  { status, agentId, missionType, token, ...page }: ProposalsWanted,
): Promise<Page<ProposalView>> {
  const { where, ...rest } = afterCursor(page);
  const rows = await db.proposal.findMany({
    where: { ...where, status, agentId, missionType, ...(token === undefined ? {} : isAbout(token)) },
    include: withParts,
    ...rest,
  });
  return pageOfIds(rows, page, (row) => show(proposalView, withMission(row)));
}

const isAbout = (token: string) => ({
  instrument: { OR: [{ symbol: token.toUpperCase() }, { contract: token }] },
});

/** One proposal with the verdicts of its gates and its votes, or null. */
export async function findProposalDetail(db: BaseDb, id: string): Promise<ProposalDetail | null> {
  const row = await db.proposal.findUnique({
    where: { id },
    include: { ...withParts, gateVerdicts: { orderBy: { id: 'asc' } }, votes: { orderBy: { id: 'asc' } } },
  });
  return row && show(proposalDetail, { ...withMission(row), verdicts: row.gateVerdicts });
}
