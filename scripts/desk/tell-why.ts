import { type AuditChain, auditKinds, tellChain } from '@atc/api/reads/audit';
import { readPolicies } from '@atc/core/company/policies';
import { sayCount } from '@atc/core/kernel/figures';
import { printable } from '@atc/core/kernel/text';
import { sayTime } from '@atc/core/kernel/time';
import type { Desk } from './desk.ts';
import { findLatestStory } from './store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells the story of a token's latest trade or refusal, or of the row with an id; returns the exit code. */
export async function tellWhy({ db, say }: Desk, { about }: { readonly about: string }): Promise<number> {
  const chain = UUID.test(about) ? await chainOf(db, about) : await chainOfToken(db, about);
  if (!chain) {
    say(`nothing is known of ${printable(about)}: name a token that somebody proposed, or the id of a fill or a trade`);
    return 1;
  }
  const timeZone = (await readPolicies(db)).values.company?.timezone ?? 'UTC';
  for (const line of linesOf(chain, timeZone)) say(line);
  return 0;
}

async function chainOfToken(db: Desk['db'], symbol: string): Promise<AuditChain | null> {
  const id = await findLatestStory(db, symbol.toUpperCase());
  return id === null ? null : tellChain(db, { kind: 'proposal', id });
}

async function chainOf(db: Desk['db'], id: string): Promise<AuditChain | null> {
  for (const kind of auditKinds) {
    const chain = await tellChain(db, { kind, id: id.toLowerCase() });
    if (chain) return chain;
  }
  return null;
}

/** A chain as lines: when by the company's clock, what, who, what it says; limits that let it through are counted. */
export function linesOf({ links }: Pick<AuditChain, 'links'>, timeZone: string): readonly string[] {
  const isPassed = ({ kind, says, asked }: Link) => kind === 'verdict' && !asked && / open: /.test(says);
  const passed = links.filter(isPassed);
  return links.flatMap((link) => {
    if (!isPassed(link)) return [lineOf(link, timeZone)];
    const says = `${sayCount(passed.length, 'limit')} passed`;
    return link === passed[0] ? [lineOf({ ...link, kind: 'verdict', agentId: null, says }, timeZone)] : [];
  });
}

type Link = AuditChain['links'][number];

function lineOf({ at, kind, agentId, says, asked, seal }: Link, timeZone: string): string {
  const when = at === null ? '' : sayTime(new Date(at), timeZone);
  const who = agentId === null ? '' : `${agentId.toUpperCase()}: `;
  const what = `${when.padEnd(WHEN)}  ${kind.replaceAll('_', ' ').padEnd(WHAT)}`;
  return `${asked ? '▸' : ' '} ${what}  ${printable(`${who}${says}`)}${seal ? '  ✓' : ''}`;
}

const WHEN = '06 Jan, 06:30'.length;
const WHAT = 'order transition'.length;
