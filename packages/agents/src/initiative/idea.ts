import type { AgentId } from '@atc/core/company/roster';
import type { Recalled } from '@atc/core/loop/memories';
import type { ProposalDraft } from '@atc/core/loop/proposals';

export interface HeldTrade {
  readonly positionId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly source: string | null;
  /** Unrealised, a fraction of the cost. */
  readonly pnlPct: number;
  readonly valueUsd: number;
  /** What initiatives have proposed for it before, whatever became of it. */
  readonly proposed: readonly ProposalDraft['missionType'][];
}

/** A signal that was analysed and that nobody acted on. */
export interface WaitingSignal {
  readonly id: string;
  readonly symbol: string;
  readonly confidence: number;
}

/** What an agent sees when it looks for work of its own. */
export interface Situation {
  /** Its live memories, the surest first. */
  readonly memories: readonly Recalled[];
  readonly held: readonly HeldTrade[];
  readonly waiting: WaitingSignal | null;
  /** The least that a trade is worth. */
  readonly leastUsd: number;
}

/** Work that an agent proposes by itself, and the memory that gave it the idea. */
export interface Idea {
  readonly memory: Recalled;
  readonly proposal: Pick<ProposalDraft, 'title' | 'missionType' | 'steps'> & Partial<ProposalDraft>;
}

type Thinker = (situation: Situation) => Idea | null;

const thinkers: Readonly<Record<AgentId, Thinker>> = {
  atlas: ({ memories, held }) => cutWhatItsSourceLost(memories, held) ?? taskFrom(memories, 'atlas', 'review_position'),
  sage: (situation) => halveWhatLostBefore(situation),
  scout: ({ memories, waiting }) => planWhatWaits(memories, waiting),
  growth: ({ memories }) => taskFrom(memories, 'growth', 'analyse_outcome'),
  intel: ({ memories }) => taskFrom(memories, 'intel', 'scan'),
  observer: ({ memories }) => taskFrom(memories, 'observer', 'check_system'),
};

/** The idea that an agent's memories give it in a situation; null when they give it none. */
export function ideaOf(agent: AgentId, situation: Situation): Idea | null {
  return thinkers[agent](situation);
}

/** ATLAS would leave a losing position whose kind of signal has lost before; he says so once. */
function cutWhatItsSourceLost(memories: readonly Recalled[], held: readonly HeldTrade[]): Idea | null {
  for (const memory of memories.filter(({ tags }) => tags.includes('bad'))) {
    const trade = held.find(
      ({ source, pnlPct, proposed }) =>
        source !== null && pnlPct < 0 && memory.tags.includes(source) && !proposed.includes('exit'),
    );
    if (trade)
      return {
        memory,
        proposal: {
          title: `Sell ${trade.symbol}: its kind of signal has lost before`,
          missionType: 'exit',
          signalType: 'sell',
          exitReason: 'review',
          positionId: trade.positionId,
          instrumentId: trade.instrumentId,
          steps: [{ kind: 'close_position', payload: { positionId: trade.positionId } }],
        },
      };
  }
  return null;
}

/** SAGE would halve a position in a token that taught a lesson: once, and only where both halves are worth a trade. */
function halveWhatLostBefore({ memories, held, leastUsd }: Situation): Idea | null {
  for (const memory of memories.filter(({ type }) => type === 'lesson')) {
    const trade = held.find(
      ({ symbol, valueUsd, proposed }) =>
        memory.tags.includes(symbol) && valueUsd / 2 >= leastUsd && !proposed.includes('scale'),
    );
    if (trade)
      return {
        memory,
        proposal: {
          title: `Sell half of ${trade.symbol}: it taught a lesson before`,
          missionType: 'scale',
          signalType: 'scale',
          fraction: 0.5,
          exitReason: 'review',
          positionId: trade.positionId,
          instrumentId: trade.instrumentId,
          steps: [{ kind: 'scale_position', payload: { positionId: trade.positionId, direction: 'down' } }],
        },
      };
  }
  return null;
}

/** SCOUT would plan the surest signal that nobody acted on. */
function planWhatWaits(memories: readonly Recalled[], waiting: WaitingSignal | null): Idea | null {
  const [memory] = memories;
  if (!memory || !waiting) return null;
  return {
    memory,
    proposal: {
      title: `Plan ${waiting.symbol}, which nobody acted on`,
      missionType: 'analysis',
      signalId: waiting.id,
      steps: [{ kind: 'agent_task', payload: { task: 'prepare_plan', agentId: 'scout', subject: waiting.id } }],
    },
  };
}

/** Work of an agent's own kind, shaped by its surest memory. */
function taskFrom(
  memories: readonly Recalled[],
  agentId: AgentId,
  task: 'review_position' | 'analyse_outcome' | 'scan' | 'check_system',
): Idea | null {
  const [memory] = memories;
  if (!memory) return null;
  return {
    memory,
    proposal: {
      title: `${task.replaceAll('_', ' ')}, because it remembers something`,
      missionType: 'analysis',
      steps: [{ kind: 'agent_task', payload: { task, agentId, subject: 'company' } }],
    },
  };
}
