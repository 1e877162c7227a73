import type { BaseDb } from '@atc/core/kernel/db';
import { causesOfProposal, traceCauses } from './causes.ts';
import type { BareLink } from './link.ts';
import { proposalLinks } from './proposal-links.ts';
import {
  findSeals,
  findTold,
  findToldEvent,
  findToldSignal,
  listSpoken,
  listStoryProposals,
  listTrades,
} from './story-store.ts';
import { tradeLinks } from './trade-links.ts';
import type { AuditChain, AuditKind } from './view.ts';

/** What is asked about. */
interface Asked {
  readonly kind: AuditKind;
  readonly id: string;
}

/**
 * The chain that a row belongs to, from what started it to how it ended (I8), each link in plain words; null when there
 * is no such row. A trade's chain has its entry, its position, its exits and its outcome.
 */
export async function tellChain(db: BaseDb, asked: Asked): Promise<AuditChain | null> {
  const { proposalIds, ...story } = await tellStory(db, asked);
  const links = once([...story.links, ...(await ownLinks(db, asked))]);
  if (!links.some(({ kind, id }) => kind === asked.kind && id === asked.id)) return null;
  const [seals, spoken] = await Promise.all([
    findSeals(
      db,
      links.map(({ id }) => id),
    ),
    listSpoken(db, { proposalIds, tradeIds: links.filter(({ kind }) => kind === 'position').map(({ id }) => id) }),
  ]);
  return {
    ...asked,
    ...spoken,
    links: links.map((link) => ({
      ...link,
      at: link.at?.toISOString() ?? null,
      clock: link.at === null ? ('machine' as const) : ('company' as const),
      roundtableId: link.roundtableId ?? null,
      machineAt: link.machineAt?.toISOString() ?? null,
      asked: link.kind === asked.kind && link.id === asked.id,
      seal: seals.get(link.id) ?? null,
    })),
  };
}

// A signal or an event may have led to nothing yet: then this is all there is to tell.
async function ownLinks(db: BaseDb, asked: Asked): Promise<readonly BareLink[]> {
  const isThere =
    (asked.kind === 'signal' && (await findToldSignal(db, asked.id))) ||
    (asked.kind === 'event' && (await findToldEvent(db, asked.id)));
  return isThere ? traceCauses(db, [asked]) : [];
}

interface Story {
  readonly proposalIds: readonly string[];
  readonly links: readonly BareLink[];
}

async function tellStory(db: BaseDb, { kind, id }: Asked): Promise<Story> {
  const proposals = await Promise.all(
    (await listStoryProposals(db, kind, id)).map((proposal) => findTold(db, proposal)),
  );
  const trades = await listTrades(
    db,
    proposals.map((proposal) => proposal.id),
  );
  const links: BareLink[] = [];
  for (const proposal of proposals) {
    links.push(...(await traceCauses(db, causesOfProposal(proposal))), ...proposalLinks(proposal));
    links.push(
      ...trades
        .filter((trade) => trade.entryProposalId === proposal.id)
        .flatMap((trade) => tradeLinks(trade).slice(0, 1)),
    );
  }
  return {
    proposalIds: proposals.map((proposal) => proposal.id),
    links: [...links, ...trades.flatMap((trade) => tradeLinks(trade).slice(1))],
  };
}

/** Each link where it is told first. */
function once(links: readonly BareLink[]): readonly BareLink[] {
  return [...new Map(links.map((link) => [`${link.kind} ${link.id}`, link])).values()];
}
