export { type AgentId, agentIds, agentTitles } from './agents.ts';
