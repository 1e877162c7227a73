export type { AgentContext } from './agent-context.ts';
export type {
  JudgeAsked,
  Judged,
  Lab,
  LabAsked,
  LabQuestion,
  LabRefusal,
  LabWorld,
  Template,
  TestAsked,
  Tested,
} from './lab.ts';
