import type { AgentId } from '@atc/core/company/roster';
import type { KernelContext } from '@atc/core/kernel';
import { openMinds } from '../../minds/index.ts';
import { listRecordedTurns, type RecordedTurn } from './store.ts';

export interface ReplayedTurn {
  readonly turnNo: number;
  readonly agentId: AgentId;
  readonly said: string;
  /** What the record says again; null for a turn that no model was asked for, or whose prompt was not kept. */
  readonly again: string | null;
}

type ReplayContext = Pick<KernelContext, 'db' | 'clock' | 'dice' | 'config' | 'queues'>;

/**
 * Plays a conversation again from what its calls left on record, through the same checks: nobody is asked, nothing is
 * spent, told or written.
 */
export async function replayTalk(ctx: ReplayContext, roundtableId: string): Promise<readonly ReplayedTurn[]> {
  const turns: ReplayedTurn[] = [];
  for (const { turnNo, agentId, said, asked } of await listRecordedTurns(ctx.db, roundtableId))
    turns.push({ turnNo, agentId, said, again: asked && (await say(ctx, agentId, asked)) });
  return turns;
}

async function say(ctx: ReplayContext, agent: AgentId, asked: NonNullable<RecordedTurn['asked']>): Promise<string> {
  const mind = { ...ctx.config.mind, name: 'openai', replay: true, models: { [agent]: asked.model } } as const;
  const speaker = openMinds({ ...ctx, config: { ...ctx.config, mind } }).of(agent);
  const said =
    asked.kind === 'vote'
      ? await speaker.review(asked.briefing, agent)
      : await speaker.speak(asked.briefing, agent, new AbortController().signal);
  return said.text;
}
