import type { PolicyKey } from '../../../company/policies/index.ts';
import { type Figures, fillIn } from '../../../kernel/text/index.ts';
import type { StepKind } from '../../kinds/index.ts';
import type { GateInput, Verdict } from '../gate.ts';

interface Answer {
  readonly open: boolean;
  readonly limit?: string | number | null;
  readonly observed?: string | number | null;
  readonly message: string;
}

/** One check of a gate: what it asks for in words, every sentence it may answer with, and the decision itself. */
export interface Check {
  readonly name: string;
  /** The policy that it reads: one that cannot be read shuts it. Null reads none. */
  readonly policy: PolicyKey | null;
  /** What must be so, for people. Names of policy fields stand in backticks. */
  readonly asks: string;
  /** Every sentence that it may say; figures stand in braces. */
  readonly says: Readonly<Record<string, string>>;
  readonly only?: Condition;
  readonly judge: (input: GateInput) => Answer;
}

/** When a check is made at all. */
interface Condition {
  readonly words: string;
  readonly holds: (input: GateInput) => boolean;
}

type Sentences = Readonly<Record<string, string>>;
type Say<S extends Sentences> = <Key extends keyof S>(key: Key, figures: Figures<S[Key]>) => string;

interface Declaration<S extends Sentences> extends Omit<Check, 'says' | 'judge'> {
  readonly says: S;
  readonly judge: (input: GateInput, say: Say<S>) => Answer;
}

/** Makes a check that can say its declared sentences only. */
export function declareCheck<const S extends Sentences>(declaration: Declaration<S>): Check {
  const { says, judge } = declaration;
  const say: Say<S> = (key, figures) => fillIn<S[typeof key]>(says[key], figures);
  return { ...declaration, judge: (input) => judge(input, say) };
}

/** Returns the checks, made only while the condition holds. */
export function onlyWhen(only: Condition, checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => ({ ...check, only }));
}

/** What every check says whose policy is missing or invalid. */
export const UNREADABLE = 'policy {policy} cannot be read: {fault}';

/** Returns what a check says of a step. It is shut when its policy is missing or invalid. */
export function verdictOf(gate: StepKind, check: Check, input: GateInput): Verdict {
  const { versions, faults } = input.policies;
  const { name, policy } = check;
  const fault = policy === null ? undefined : faults[policy];
  const answer: Answer =
    policy === null || fault === undefined
      ? check.judge(input)
      : { open: false, message: fillIn(UNREADABLE, { policy, fault }) };
  const { open, limit = null, observed = null, message } = answer;
  return {
    gate,
    check: name,
    open,
    limit: limit === null ? null : String(limit),
    observed: observed === null ? null : String(observed),
    message,
    // What reads no policy names the trade limits' version for the record.
    policyVersion: versions[policy ?? 'trade_limits'] ?? 0,
  };
}
