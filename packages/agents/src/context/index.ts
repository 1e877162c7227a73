export type { AgentContext } from './agent-context.ts';
export type {
  JudgeAsked,
  Judged,
  Lab,
  LabQuestion,
  LabRefusal,
  LabThreadData,
  LabWorld,
  Template,
  TestAsked,
  Tested,
} from './lab.ts';
