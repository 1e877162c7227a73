import { sayPct } from '@atc/core/kernel/figures';
import type { ToldEvent, ToldSignal } from './story-store.ts';
import type { AuditLink } from './view.ts';

/** A link before it is known where the chain seals it. */
export interface BareLink extends Pick<AuditLink, 'kind' | 'id' | 'agentId' | 'says'> {
  /** Company time. */
  readonly at: Date | null;
  /** Machine time of the row. */
  readonly machineAt: Date | null;
  readonly roundtableId?: string;
}

const evidenceText = (evidence: unknown): string[] =>
  Array.isArray(evidence)
    ? evidence.flatMap((item) => (typeof item === 'object' && item && 'text' in item ? [String(item.text)] : []))
    : [];

/** A list of evidence as sentences. */
export function sayEvidence(evidence: unknown): string {
  const texts = evidenceText(evidence);
  return texts.length === 0 ? '' : `: ${texts.join('; ')}`;
}

/** The signal that began it, with what its analysis found. */
export function linkOfSignal(signal: ToldSignal): BareLink {
  const symbol = signal.instrument?.symbol ?? signal.token;
  const confidence = signal.confidence === null ? '' : `, confidence ${sayPct(signal.confidence).slice(1)}`;
  return {
    kind: 'signal',
    id: signal.id,
    at: signal.observedAt,
    machineAt: signal.createdAt,
    agentId: 'intel',
    says: `${signal.source} said ${signal.signalType} ${symbol}${confidence}${sayEvidence(signal.evidence)}`,
  };
}

/** An event, in the words its agent told it. */
export function linkOfEvent(event: ToldEvent): BareLink {
  const { id, agentId, title, summary, occurredAt, createdAt } = event;
  const when = { at: occurredAt, machineAt: createdAt };
  return { kind: 'event', id, ...when, agentId, says: summary ? `${title}. ${summary}` : title };
}

const sentences: Readonly<Record<string, string>> = {
  operator: 'an operator asked for it, with the key',
  price_bar: 'a price bar reached the stop or target:',
  schedule: 'its time had come:',
  roundtable: 'a roundtable asked for it:',
  initiative: 'an agent had the idea by itself:',
  protection: 'a protection asked for it:',
  external: 'it was seen at the venue:',
  reconciliation: 'the books did not agree with the venue:',
};

type Beginning = Exclude<AuditLink['kind'], 'signal' | 'event'>;

/** What something began with when no row of its own tells it. */
export function linkOfBeginning({ kind, id }: { readonly kind: string; readonly id: string }): BareLink {
  return {
    kind: kind as Beginning,
    id,
    at: null,
    machineAt: null,
    agentId: null,
    says: `${sentences[kind] ?? `${kind} no longer there:`} ${id}`,
  };
}
