import type { Tx } from '../../kernel/db/index.ts';
import { startOfDay } from '../../kernel/time/index.ts';
import type { LoopContext } from '../context.ts';
import { countLearned, listLive, type MemoryDraft, type MemoryKind, remember } from '../memories/index.ts';
import { isNews } from './teach.ts';

/** What a group teaches, with what it was measured by. */
export interface Teaching {
  readonly draft: MemoryDraft;
  readonly measured: { readonly trades: number; readonly z: number };
}

/** Those of the drafts that say something else than is remembered. */
export async function listNews(tx: Tx, teachings: readonly Teaching[]): Promise<readonly MemoryDraft[]> {
  if (teachings.length === 0) return [];
  const live = await listLive(
    tx,
    teachings.map(({ draft }) => draft.subject),
  );
  const known = new Map(live.map((memory) => [`${kindOf(memory)} ${memory.subject}`, memory.evidence]));
  return teachings
    .filter(({ draft, measured }) => isNews(measured, known.get(`${kindOf(draft)} ${draft.subject}`)))
    .map(({ draft }) => draft);
}

const MOST_A_DAY = 3;

/** Remembers drafts until an agent has learned three of their kind in a day; returns what was remembered. */
export async function keepSome(
  ctx: LoopContext,
  tx: Tx,
  { drafts, timeZone }: { readonly drafts: readonly MemoryDraft[]; readonly timeZone: string },
): Promise<readonly MemoryDraft[]> {
  if (drafts.length === 0) return [];
  const counts = await countLearned(tx, drafts, startOfDay(ctx.clock.now(), timeZone));
  const learned = new Map(drafts.map((draft, at) => [kindOf(draft), counts[at] ?? 0]));
  const kept: MemoryDraft[] = [];
  for (const draft of drafts) {
    const before = learned.get(kindOf(draft)) ?? 0;
    if (before >= MOST_A_DAY || !(await remember(ctx, tx, draft))) continue;
    learned.set(kindOf(draft), before + 1);
    kept.push(draft);
  }
  return kept;
}

const kindOf = ({ agentId, type }: MemoryKind): string => `${agentId} ${type}`;
