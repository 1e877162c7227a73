export { asksBooks, conditionFault, matches, pathsOf } from './condition.ts';
export { draftAction } from './draft-action.ts';
export { bookFacts, eventFacts, factsOfBooks, factsOfEvent, type RuleFacts } from './facts.ts';
export { type FilledProposal, fillTemplate, slotsOf, type Unfilled } from './template.ts';
