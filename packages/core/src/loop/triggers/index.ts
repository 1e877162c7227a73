export { fireDueRules } from './fire-proactive.ts';
export { aboutOf, fireRules, isQuiet, prepareRules, quietFirings, taskKey } from './fire-rules.ts';
export { asksBooks, draftAction, factsOfBooks, factsOfEvent, matches, type Unfilled } from './language/index.ts';
export {
  nextDue,
  proposalTemplate,
  type Rule,
  type RuleAction,
  rollTurn,
  ruleAction,
  ruleSchedule,
} from './rule.ts';
export { ruleChange, ruleDraft } from './rule-draft.ts';
export { seedTriggerRules } from './rule-store.ts';
export { type SeedRule, seedRules } from './rules.ts';
export { addRule, changeRule, type RuleSaved } from './save-rule.ts';
export {
  anyDueRule,
  booksAskedOf,
  type Cooldown,
  cooldownTaken,
  countFired,
  type Firing,
  firingsFrom,
  listenersOf,
  takeCooldown,
} from './store.ts';
