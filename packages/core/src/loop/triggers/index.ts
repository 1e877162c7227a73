export { deliverEvent } from './evaluate-event.ts';
export { fireDueRules } from './fire-proactive.ts';
export { type Rule, type RuleAction, ruleAction, ruleSchedule } from './rule.ts';
export { findNextDue, listReactiveRules, seedTriggerRules } from './store.ts';
export { sweepDeliveries } from './sweep-deliveries.ts';
