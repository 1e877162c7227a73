export type { AgentContext } from './agent-context.ts';
