import type { AgentId } from '@atc/core/company/roster';
import { ROUND_TRIP_COST } from '@atc/core/desk/odds';
import type { Recalled } from '@atc/core/loop/memories';
import type { ProposalDraft } from '@atc/core/loop/proposals';
import type { IdeaOption } from '../minds/index.ts';

/** What a token trades at when an agent looks. */
export interface Priced {
  readonly contract: string;
  /** Null: there is none to measure an idea by. */
  readonly price: number | null;
}

export interface HeldTrade extends Priced {
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
export interface WaitingSignal extends Priced {
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
  /** Memories and subjects of which an idea is open. */
  readonly open: readonly { readonly memoryId: string; readonly subject: string }[];
}

/** Work that an agent may do by itself, with the memories that speak for it and what would prove it wrong. */
export interface Option extends Pick<IdeaOption, 'figure' | 'wrongIf' | 'bound' | 'strictest' | 'hours' | 'stands'> {
  readonly id: string;
  /** What an idea to do it is about: with one memory only one of them is open. */
  readonly subject: string;
  readonly memories: readonly Recalled[];
  /** Of what the idea is measured by; null where no price measures it. */
  readonly priced: Priced | null;
  readonly proposal: Pick<ProposalDraft, 'title' | 'missionType' | 'steps'> & Partial<ProposalDraft>;
}

type Thinker = (situation: Situation) => readonly Option[];

const thinkers: Readonly<Record<AgentId, Thinker>> = {
  atlas: (situation) => [...cutWhatItsSourceLost(situation), taskFrom(situation, 'atlas', 'review_position')],
  sage: (situation) => halveWhatLostBefore(situation),
  scout: (situation) => planWhatWaits(situation),
  growth: (situation) => [taskFrom(situation, 'growth', 'analyse_outcome')],
  intel: (situation) => [taskFrom(situation, 'intel', 'scan')],
  observer: (situation) => [taskFrom(situation, 'observer', 'check_system')],
};

/** What an agent's memories let it do in a situation, that of the surest memory first; nothing twice for one cause. */
export function optionsOf(agent: AgentId, situation: Situation): readonly Option[] {
  const isOpen = ({ id }: Recalled, about: string) =>
    situation.open.some(({ memoryId, subject }) => memoryId === id && subject === about);
  return thinkers[agent](situation)
    .map((option) => ({ ...option, memories: option.memories.filter((memory) => !isOpen(memory, option.subject)) }))
    .filter(({ memories }) => memories.length > 0);
}

const DAY = { least: 4, usual: 24, most: 48 } as const;
/** A task is done soon after it was asked for. */
const SOON = { least: 1, usual: 4, most: 24 } as const;

/** Who sells is wrong when the price has risen by more than getting in again costs. */
const sold = { figure: 'price_change', wrongIf: 'at_least', bound: ROUND_TRIP_COST, strictest: 0, hours: DAY } as const;
/** Who would buy is wrong when the price has not earned its costs; who is sure may ask for more. */
const bought = { ...sold, wrongIf: 'at_most', strictest: 0.1 } as const;
/** Who looks is wrong when there was nothing to find. */
const looked = { figure: 'findings', wrongIf: 'at_most', bound: 0, strictest: 2, hours: SOON } as const;

/** ATLAS would leave losing positions whose kind of signal has lost before; he says so once. */
function cutWhatItsSourceLost({ memories, held }: Situation): readonly Option[] {
  const bad = memories.filter(({ tags }) => tags.includes('bad'));
  return held
    .filter(({ pnlPct, proposed, price }) => pnlPct < 0 && price !== null && !proposed.includes('exit'))
    .map((trade): Option => {
      const { positionId, instrumentId, symbol, source } = trade;
      return {
        ...{ ...sold, ...aboutPosition(trade), id: `sell:${symbol}` },
        memories: bad.filter(({ tags }) => source !== null && tags.includes(source)),
        proposal: {
          title: `Sell ${symbol}: its kind of signal has lost before`,
          ...{ missionType: 'exit', signalType: 'sell', exitReason: 'review', positionId, instrumentId },
          steps: [{ kind: 'close_position', payload: { positionId } }],
        },
      };
    });
}

/** SAGE would halve a position in a token that taught a lesson: once, and only where both halves are worth a trade. */
function halveWhatLostBefore({ memories, held, leastUsd }: Situation): readonly Option[] {
  const lessons = memories.filter(({ type }) => type === 'lesson');
  return held
    .filter(
      ({ valueUsd, price, proposed }) => valueUsd / 2 >= leastUsd && price !== null && !proposed.includes('scale'),
    )
    .map((trade): Option => {
      const { positionId, instrumentId, symbol } = trade;
      return {
        ...{ ...sold, ...aboutPosition(trade), id: `halve:${symbol}` },
        memories: lessons.filter(({ tags }) => tags.includes(symbol)),
        proposal: {
          title: `Sell half of ${symbol}: it taught a lesson before`,
          ...{ missionType: 'scale', signalType: 'scale', fraction: 0.5, exitReason: 'review' },
          ...{ positionId, instrumentId },
          steps: [{ kind: 'scale_position', payload: { positionId, direction: 'down' } }],
        },
      };
    });
}

function aboutPosition({ positionId, contract, price, pnlPct, valueUsd }: HeldTrade) {
  return { subject: `position:${positionId}`, priced: { contract, price }, stands: { pnlPct, valueUsd } };
}

/** SCOUT would plan the surest signal that nobody acted on. */
function planWhatWaits({ memories, waiting }: Situation): readonly Option[] {
  if (!waiting || waiting.price === null) return [];
  const { id, symbol, confidence, contract, price } = waiting;
  return [
    {
      ...{ ...bought, id: `plan:${symbol}`, subject: `signal:${id}`, memories, priced: { contract, price } },
      stands: { confidence },
      proposal: {
        title: `Plan ${symbol}, which nobody acted on`,
        ...{ missionType: 'analysis', signalId: id },
        steps: [{ kind: 'agent_task', payload: { task: 'prepare_plan', agentId: 'scout', subject: id } }],
      },
    },
  ];
}

/** Work of an agent's own kind. */
function taskFrom(
  { memories }: Situation,
  agentId: AgentId,
  task: 'review_position' | 'analyse_outcome' | 'scan' | 'check_system',
): Option {
  return {
    ...{ ...looked, id: task, subject: `task:${task}`, memories, priced: null, stands: {} },
    proposal: {
      title: `${task.replaceAll('_', ' ')}, because it remembers something`,
      missionType: 'analysis',
      steps: [{ kind: 'agent_task', payload: { task, agentId, subject: 'company' } }],
    },
  };
}
