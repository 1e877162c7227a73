export { fireDueRules } from './fire-proactive.ts';
export { fireRules, prepareRules } from './fire-rules.ts';
export { proposalTemplate, type Rule, type RuleAction, ruleAction, ruleSchedule } from './rule.ts';
export { ruleChange, ruleDraft } from './rule-draft.ts';
export { seedTriggerRules } from './rule-store.ts';
export { addRule, changeRule, type RuleSaved } from './save-rule.ts';
export { findNextDue } from './store.ts';
