import { eventCatalogue, isEventKind } from '../../company/events/index.ts';
import { stepPayloads } from '../kinds/index.ts';
import { judgeShape } from '../proposals/index.ts';
import {
  bookFacts,
  conditionFault,
  eventFacts,
  type FilledProposal,
  fillTemplate,
  pathsOf,
  slotsOf,
} from './language/index.ts';
import type { ProposalTemplate } from './rule.ts';
import type { RuleDraft } from './rule-draft.ts';

export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

/**
 * What is wrong with a rule: kinds of event, facts, operators, tasks or schedules that the company does not know.
 * Empty: nothing.
 */
export function judgeRule(draft: RuleDraft): readonly RuleFault[] {
  const known = knownFacts(draft);
  const unknownEvent = draft.ruleType === 'reactive' ? eventFault(draft.triggerEvent) : null;
  // Without its event nothing can be said about what it asks.
  if (unknownEvent) return [{ path: 'triggerEvent', message: unknownEvent }];
  return [...shapeFaults(draft), ...conditionFaults(draft, known), ...actionFaults(draft, known)];
}

function knownFacts({ triggerEvent }: RuleDraft): readonly string[] {
  if (triggerEvent === null || !isEventKind(triggerEvent)) return bookFacts;
  const fields = Object.keys(eventCatalogue[triggerEvent].fields.shape).map((name) => `fields.${name}`);
  return [...eventFacts, ...fields, ...bookFacts];
}

function shapeFaults({ ruleType, triggerEvent, schedule, cooldownMinutes, action }: RuleDraft): readonly RuleFault[] {
  const fault = (path: string, message: string | null) => (message === null ? [] : [{ path, message }]);
  if (ruleType === 'reactive')
    return [
      ...fault('schedule', schedule ? 'a reactive rule runs on its event, not on a schedule' : null),
      ...fault('action.topics', action.topics ? 'only a proactive rule chooses among topics' : null),
    ];
  return [
    ...fault('triggerEvent', triggerEvent === null ? null : 'a proactive rule runs on its schedule, not on an event'),
    ...fault('schedule', schedule ? null : 'a proactive rule says how often it runs'),
    ...fault('cooldownMinutes', cooldownMinutes === 0 ? null : 'a proactive rule has a schedule instead of a cooldown'),
    ...fault('action.subject', action.subject === 'company' ? null : 'a scheduled turn is about the company'),
  ];
}

function eventFault(kind: string | null): string | null {
  if (kind === null) return 'a reactive rule names the kind of event it listens to';
  if (!isEventKind(kind)) return `no event is of the kind ${kind}: see GET /api/events/catalogue`;
  return eventCatalogue[kind].actionable ? null : `${kind} only tells, rules do not act on it`;
}

function conditionFaults({ conditions }: RuleDraft, known: readonly string[]): readonly RuleFault[] {
  const fault = conditionFault(conditions);
  if (fault) return [{ path: 'conditions', message: fault }];
  return pathsOf(conditions)
    .filter((path) => !isKnown(path, known))
    .map((path) => ({ path: 'conditions', message: `there is no ${path}; there is ${known.join(', ')}` }));
}

const isKnown = (path: string, known: readonly string[]): boolean =>
  known.some((name) => path === name || path.startsWith(`${name}.`));

function actionFaults({ action, ruleType }: RuleDraft, known: readonly string[]): readonly RuleFault[] {
  const { task, proposal, claimsSignal } = action;
  const tasks: readonly string[] = stepPayloads.agent_task.shape.task.options;
  const unknownTask = task !== undefined && !tasks.includes(task);
  const unclaimable = claimsSignal === true && !known.includes('fields.signalId');
  return [
    ...(unknownTask
      ? [{ path: 'action.task', message: `no agent can do ${task}; they can do ${tasks.join(', ')}` }]
      : []),
    ...(unclaimable ? [{ path: 'action.claimsSignal', message: 'its event names no signal' }] : []),
    ...(proposal ? templateFaults(proposal, ruleType === 'reactive' ? known : bookFacts) : []),
  ];
}

const SOME_ID = '00000000-0000-7000-8000-000000000000';

function templateFaults(proposal: ProposalTemplate, known: readonly string[]): readonly RuleFault[] {
  const unknown = slotsOf(proposal).filter((path) => !known.includes(path));
  if (unknown.length > 0)
    return [{ path: 'action.proposal', message: `there is no ${unknown.join(', no ')}; there is ${known.join(', ')}` }];
  // Any place may turn out to hold an id; a first filling shows whether the rest is a proposal.
  const sample = fillTemplate({ ...proposal, ...sampleAmounts(proposal) }, sampleFacts(known));
  const fault = 'fault' in sample ? sample.fault : shapeFault(sample);
  return fault ? [{ path: 'action.proposal', message: fault }] : [];
}

function shapeFault(filled: FilledProposal): string | null {
  const draft = { ...filled, agentId: 'observer', origin: { kind: 'event', id: SOME_ID }, dedupeKey: SOME_ID } as const;
  return judgeShape(draft)[0]?.message ?? null;
}

const AMOUNTS = ['stopLoss', 'target', 'sizeUsd'] as const;

function sampleAmounts(proposal: ProposalTemplate): Partial<ProposalTemplate> {
  const placed = AMOUNTS.filter((name) => slotsOf(proposal[name]).length > 0);
  return Object.fromEntries(placed.map((name) => [name, '1']));
}

function sampleFacts(known: readonly string[]): Readonly<Record<string, unknown>> {
  const of = (prefix: string) =>
    Object.fromEntries(
      known.filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), SOME_ID]),
    );
  return { ...of(''), fields: of('fields.'), portfolio: of('portfolio.') };
}
