import { policyNames } from './en-policies.ts';
import { rulesWords } from './en-rules.ts';

/** Words of the rules that the desk trades by. */
export const ruleWords = { ...rulesWords, policyNames } as const;
