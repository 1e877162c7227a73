import { sayCount, sayRatio, sayShare, sayUsd } from '../../kernel/figures/index.ts';
import type { GoalFacts } from './goals-store.ts';
import type { Goal, GoalState, Score } from './score.ts';

/** What the aims are judged by. */
export interface GoalsFor {
  readonly facts: GoalFacts;
  readonly company: Score;
  /** Company days since the start. */
  readonly days: number;
}

const ENOUGH_TRADES = 10;
const WIN_RATE = 0.6;
const MEMORY_SHARE = 0.3;
const TWO_WEEKS = 14;

/** The aims of the specification, each with how it is measured and how it stands. */
export function judgeGoals(by: GoalsFor): readonly Goal[] {
  return [...weekOne(by), ...weekTwo(by), ...weekThree(by), ...phaseTwo(by)];
}

/** Met or not; until there is enough to tell by, not yet. */
const state = (met: boolean, tellable = true): GoalState =>
  met && tellable ? 'met' : tellable ? 'not_met' : 'not_yet';
/** What can only come about: not yet, until it has. */
const cameAbout = (met: boolean): GoalState => (met ? 'met' : 'not_yet');

const percent = (share: number) => sayShare(share, 0);

/** Operations without time are told apart: they say something of the machine, and nothing of the company. */
const late = ({ lateOperations }: GoalFacts) => (lateOperations > 0 ? `; ${lateOperations} had no time` : '');

function weekOne({ facts, days }: GoalsFor): readonly Goal[] {
  const perDay = facts.talks / Math.max(1, days);
  return [
    {
      phase: 'week 1',
      name: 'System running without crashes',
      definition:
        'no operation of the heartbeat crashed within 7 days, and no step is a dead letter; one that ' +
        'had no time on a slow machine is no crash',
      measured:
        `${sayCount(facts.failedOperations, 'crashed operation')}, ` +
        `${sayCount(facts.deadLetters, 'dead letter')} in ${sayRatio(days, 1)} days${late(facts)}`,
      state: state(facts.failedOperations === 0 && facts.deadLetters === 0),
    },
    {
      phase: 'week 1',
      name: '5+ roundtables per day',
      definition: 'ended conversations, desk reviews not counted, per company day',
      measured: `${sayRatio(perDay, 1)} a day`,
      state: state(perDay >= 5, days >= 1),
    },
    {
      phase: 'week 1',
      name: '3+ trades executed autonomously',
      definition: 'positions opened that no operator proposed or approved',
      measured: `${facts.autonomousTrades}`,
      state: cameAbout(facts.autonomousTrades >= 3),
    },
    {
      phase: 'week 1',
      name: '30+ memories',
      definition: 'memories that are neither evicted nor superseded',
      measured: `${facts.memories}`,
      state: cameAbout(facts.memories >= 30),
    },
    {
      phase: 'week 1',
      name: 'Relationships evolving',
      definition: 'pairs whose affinity has drifted, with the drift in their log',
      measured: `${facts.driftedPairs} of 15`,
      state: cameAbout(facts.driftedPairs > 0),
    },
  ];
}

function weekTwo({ facts, company, days }: GoalsFor): readonly Goal[] {
  const share = facts.topicsFromMemory / Math.max(1, facts.topics);
  return [
    {
      phase: 'week 2',
      name: 'Profitable trading',
      definition: 'the results of all closed trades after fees are above zero',
      measured: `${sayUsd(company.pnlUsd)} in ${sayCount(company.trades, 'trade')}`,
      state: state(company.pnlUsd.gt(0), company.trades > 0 && days >= 7),
    },
    {
      phase: 'week 2',
      name: 'Agents proposing valuable insights',
      definition: 'memories that were promoted for what they helped',
      measured: `${facts.promotedMemories}`,
      state: cameAbout(facts.promotedMemories > 0),
    },
    {
      phase: 'week 2',
      name: 'Memory influencing decisions (30 %)',
      definition:
        'share of the topics of agents with something to recall that a memory influenced: 30 % ' +
        'within the error of 95 in 100 samples',
      measured: `${percent(share)} of ${facts.topics}`,
      state: state(share >= MEMORY_SHARE - sampleError(facts.topics), facts.topics >= 20),
    },
    {
      phase: 'week 2',
      name: 'Low-affinity pairs having productive debates',
      definition: 'debates at which two sat whose affinity is below 0.4, and that ended with a verdict',
      measured: `${facts.debates}`,
      state: cameAbout(facts.debates > 0),
    },
  ];
}

function sampleError(samples: number): number {
  return 1.96 * Math.sqrt((MEMORY_SHARE * (1 - MEMORY_SHARE)) / Math.max(1, samples));
}

function weekThree({ facts, company }: GoalsFor): readonly Goal[] {
  const rate = company.winRate ?? 0;
  return [
    {
      phase: 'week 3',
      name: 'Consistent profitability (60 %+ win rate)',
      definition: `winners among the trades that won or lost, from ${ENOUGH_TRADES} trades on`,
      measured: `${percent(rate)} of ${company.wins + company.losses}`,
      state: state(rate >= WIN_RATE, company.wins + company.losses >= ENOUGH_TRADES),
    },
    {
      phase: 'week 3',
      name: 'Self-healing working',
      definition:
        'of the steps and missions that were left lying, the heartbeat has taken up all: none hangs for longer than ' +
        'half an hour, and none is a dead letter; not yet, until one was left lying',
      measured:
        `${facts.recoveredSteps} taken up again, ${facts.staleSteps} hang, ` +
        `${sayCount(facts.deadLetters, 'dead letter')}`,
      state: state(
        facts.staleSteps === 0 && facts.deadLetters === 0,
        facts.recoveredSteps + facts.staleSteps + facts.deadLetters > 0,
      ),
    },
    {
      phase: 'week 3',
      name: 'Initiative system enabled',
      definition: 'policy initiative_policy is on and agents have proposed work of their own',
      measured:
        `${facts.initiativeOn ? 'on' : 'off'}, ${sayCount(facts.initiativeProposals, 'proposal')}, ` +
        `${facts.ideasRight} of ${sayCount(facts.ideasSettled, 'settled idea')} right`,
      state: cameAbout(facts.initiativeOn && facts.initiativeProposals > 0),
    },
    {
      phase: 'week 3',
      name: 'Voice evolution visible',
      definition: 'changes of voice in the history',
      measured: `${facts.voiceChanges}`,
      state: cameAbout(facts.voiceChanges > 0),
    },
  ];
}

function phaseTwo({ facts, days }: GoalsFor): readonly Goal[] {
  return [
    {
      phase: 'phase 2',
      name: '2+ weeks profitable operation',
      definition: 'the results of the last 7 days and of the 7 before are above zero',
      measured: `${sayUsd(facts.weekUsd)}, before that ${sayUsd(facts.weekBeforeUsd)}`,
      state: state(facts.weekUsd > 0 && facts.weekBeforeUsd > 0, days >= TWO_WEEKS),
    },
    {
      phase: 'phase 2',
      name: 'Full audit trail',
      definition: 'every fill leads back to a proposal; `npm run audit:verify` proves that no record was changed since',
      measured: `${facts.fills - facts.unexplainedFills} of ${facts.fills} fills`,
      state: state(facts.unexplainedFills === 0, facts.fills > 0),
    },
    {
      phase: 'phase 2',
      name: 'System stability proven',
      definition: 'two weeks of company time, no dead letter, and no operation of the heartbeat crashed within 7 days',
      measured:
        `${sayRatio(days, 1)} days, ${sayCount(facts.deadLetters, 'dead letter')}, ` +
        `${sayCount(facts.failedOperations, 'crashed operation')}${late(facts)}`,
      state: state(facts.deadLetters === 0 && facts.failedOperations === 0, days >= TWO_WEEKS),
    },
    {
      phase: 'phase 2',
      name: 'Ready to white-label',
      definition: 'users with accounts and brands of their own; this company has one user',
      measured: 'not part of it',
      state: 'not_yet',
    },
  ];
}
