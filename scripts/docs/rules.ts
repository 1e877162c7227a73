import { defaultPolicies, type PolicyKey } from '@atc/core/company/policies';
import { type Check, gates, UNREADABLE } from '@atc/core/loop/gates';
import { type DoorRule, doorRules } from '@atc/core/loop/proposals';
import { generated, wrap } from './wrap.ts';

const INTRO = [
  'Every proposal passes the same door. The door judges the proposal as a whole, and the gate of each of its steps ' +
    'makes the checks below. One shut check refuses the whole proposal. The refusal is stored with every check, its ' +
    'limit, what was observed and the version of the policy; `GET /api/proposals/{id}` shows it.',
  'A check reads one policy. The first value of a limit stands in brackets. `PUT /api/policies/{key}` changes it, ' +
    'with a reason, and keeps the history. When a policy is missing or invalid, every check that reads it answers ' +
    `\`${UNREADABLE}\`.`,
  'Exits pass the state, the protections and the quotas: a position may always be closed. Gates read facts and ' +
    'policies only. Nothing that a model says opens one.',
];

/** Returns the page of all checks, from the lists that the gates and the door run. */
export function rulesPage(): string {
  const kinds = Object.entries(gates).map(([kind, checks]) => gate(kind, checks));
  const parts = [...INTRO.map((text) => wrap(text)), door(), ...kinds, policies()];
  return `${generated('Rules', 'the checks of the gates')}\n${parts.join('\n\n')}\n`;
}

function door(): string {
  const about = 'The door refuses what makes no sense, before any limit is looked at.';
  return `## The door\n\n${about}\n\n${doorRules.map(doorItem).join('\n')}`;
}

function doorItem({ name, asks, says }: DoorRule): string {
  return [wrap(`- **\`${name}\`**: ${asks}`, '  '), ...sentences(says)].join('\n');
}

function gate(kind: string, checks: readonly Check[]): string {
  const body =
    checks.length === 0
      ? 'This step has no check: it only looks, computes or protects.'
      : checks.map((check) => item(check)).join('\n');
  return `## ${kind}\n\n${body}`;
}

function item({ name, policy, asks, says, only }: Check): string {
  const reads = policy === null ? '' : ` (policy \`${policy}\`)`;
  const condition = only ? `, ${only.words}` : '';
  const line = `- **\`${name}\`**${reads}${condition}: ${withValues(asks, policy)}`;
  return [wrap(line, '  '), ...sentences(says)].join('\n');
}

function sentences(says: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set(Object.values(says))].map((sentence) => wrap(`  - \`${sentence}\``, '    '));
}

/** The text with the first value of each policy field behind its name. */
function withValues(text: string, policy: PolicyKey | null): string {
  const values: Readonly<Record<string, unknown>> = policy === null ? {} : defaultPolicies[policy];
  return text.replace(/`(\w+)`/g, (name, field: string) => {
    const value = values[field];
    return typeof value === 'number' || typeof value === 'boolean' ? `${name} (${value})` : name;
  });
}

const SHOWN = [
  'trade_limits',
  'risk_controls',
  'roundtable_policy',
  'auto_approve',
  'protections',
  'live_trading',
  'strategy_policy',
] as const satisfies readonly PolicyKey[];

function policies(): string {
  const about = 'A new company starts with these values. A percentage is a fraction: 0.05 is 5 %.';
  return `## First values of the policies\n\n${about}\n\n${SHOWN.map(policyItem).join('\n')}`;
}

function policyItem(key: PolicyKey): string {
  return [`- **\`${key}\`**`, ...fieldsOf(defaultPolicies[key]).map((line) => wrap(`  - ${line}`, '    '))].join('\n');
}

/** The fields of a value with what they hold, those of a part behind its name. */
function fieldsOf(value: object): readonly string[] {
  return Object.entries(value).map(([name, held]: [string, unknown]) => `\`${name}\`: ${inWords(held)}`);
}

function inWords(held: unknown): string {
  if (Array.isArray(held)) return held.map((one) => `\`${String(one)}\``).join(', ');
  return typeof held === 'object' && held !== null ? fieldsOf(held).join(', ') : String(held);
}
