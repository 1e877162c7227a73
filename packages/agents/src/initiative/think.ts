import type { AgentId } from '@atc/core/company/roster';
import type { Recalled } from '@atc/core/loop/memories';
import type { AgentContext } from '../context/index.ts';
import { faultOfIdea, type IdeaBriefing, type OwnIdea } from '../minds/index.ts';
import type { Option } from './options.ts';

/** A look's lease is longer: the rules have the rest of it. */
const THINK_MS = 15_000;

export interface Looking {
  readonly agentId: AgentId;
  readonly key: string;
  readonly now: Date;
  readonly options: readonly Option[];
}

export interface Thought extends Pick<OwnIdea, 'why' | 'bound' | 'hours'> {
  readonly option: Option;
  readonly memoryId: string;
}

/**
 * What an agent's mind makes of what there is to do. Whatever it says, only what was offered comes of it, for a memory
 * that speaks for it, and with bounds no easier than offered; null when nothing does.
 */
export async function think(ctx: AgentContext, { agentId, key, now, options }: Looking): Promise<Thought | null> {
  const known = memoriesOf(options);
  const briefing = briefingOf(options, known, { key, now });
  const { idea } = await ctx.minds.of(agentId).imagine(briefing, agentId, AbortSignal.timeout(THINK_MS));
  if (!idea || faultOfIdea(idea, briefing)) return null;
  const option = options.find(({ id }) => id === idea.option);
  const memoryId = [...known].find(([, name]) => name === idea.memory)?.[0];
  return option && memoryId ? { ...idea, option, memoryId } : null;
}

/** Memories by id, with the short name that a mind is given for each: the surest is `m1`. */
function memoriesOf(options: readonly Option[]): ReadonlyMap<string, string> {
  const all = options.flatMap(({ memories }) => memories).toSorted((a, b) => b.confidence - a.confidence);
  return new Map([...new Set(all.map(({ id }) => id))].map((id, i) => [id, `m${i + 1}`]));
}

function briefingOf(
  options: readonly Option[],
  names: ReadonlyMap<string, string>,
  { key, now }: { readonly key: string; readonly now: Date },
): IdeaBriefing {
  const nameOf = ({ id }: Recalled) => names.get(id) ?? '';
  const memories = new Map(options.flatMap((option) => option.memories).map((memory) => [nameOf(memory), memory]));
  return {
    key,
    at: now.toISOString(),
    memories: [...names.values()].flatMap((id) => {
      const memory = memories.get(id);
      return memory ? [{ id, type: memory.type, content: memory.content, confidence: memory.confidence }] : [];
    }),
    options: options.map(({ id, proposal, memories: speaking, figure, wrongIf, bound, strictest, hours, stands }) => ({
      ...{ id, says: proposal.title, because: speaking.map(nameOf), figure, wrongIf, bound, strictest, hours, stands },
    })),
  };
}
