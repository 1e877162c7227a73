export { type Idea, ideaFrom, sayWrongIf } from './idea.ts';
export { settleIdeas } from './settle-ideas.ts';
export { anyDueIdea, findIdeaOf, insertIdea, linkProposal, listOpenCauses } from './store.ts';
