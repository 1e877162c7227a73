import { faultsOf } from '../../../kernel/faults/index.ts';
import { cut } from '../../../kernel/text/index.ts';
import { type ProposalDraft, proposalDraft } from '../../proposals/index.ts';
import type { ProposalTemplate } from '../rule.ts';
import { type RuleFacts, spokenFacts } from './facts.ts';

const SLOT = /\{([A-Za-z][\w.]{0,60})\}/g;
/** An event's text inside a template's own is cut here. */
const LONGEST_WORD = 150;
const ONLY_SLOT = /^\{([A-Za-z][\w.]{0,60})\}$/;

export type FilledProposal = Omit<ProposalDraft, 'origin' | 'dedupeKey' | 'agentId'>;

export interface Unfilled {
  readonly fault: string;
}

const filled = proposalDraft.omit({ origin: true, dedupeKey: true, agentId: true });

/**
 * A template with an event's values in its places, as the door takes it, without a stranger's words; or what does not
 * fit. Looks values up, runs nothing.
 */
export function fillTemplate(template: ProposalTemplate, facts: RuleFacts): FilledProposal | Unfilled {
  const missing = slotsOf(template).filter((path) => !isWord(valueAt(facts, path)));
  if (missing.length > 0) return { fault: `it has no ${missing.join(', no ')}` };
  const parsed = filled.safeParse(fill(template, spokenFacts(facts)));
  if (parsed.success) return parsed.data;
  const [fault] = faultsOf(parsed.error);
  return { fault: `${fault?.path || 'proposal'}: ${fault?.message ?? 'invalid'}` };
}

/** The names of values that a template has places for. */
export function slotsOf(template: unknown): readonly string[] {
  if (typeof template === 'string') return [...template.matchAll(SLOT)].map(([, path = '']) => path);
  if (template === null || typeof template !== 'object') return [];
  return Object.values(template).flatMap(slotsOf);
}

const isWord = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function fill(part: unknown, facts: RuleFacts): unknown {
  if (Array.isArray(part)) return part.map((item) => fill(item, facts));
  if (part !== null && typeof part === 'object')
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, fill(item, facts)]));
  if (typeof part !== 'string') return part;
  const [, only] = ONLY_SLOT.exec(part) ?? [];
  return only
    ? valueAt(facts, only)
    : part.replaceAll(SLOT, (_, path: string) => cut(String(valueAt(facts, path)), LONGEST_WORD));
}

function valueAt(facts: RuleFacts, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        value !== null && typeof value === 'object' && Object.hasOwn(value, name)
          ? Object.entries(value).find(([key]) => key === name)?.[1]
          : undefined,
      facts,
    );
}
