export { type Origin, origin } from './origin.ts';
export {
  isStrategyTask,
  machineryQueues,
  protectiveQueues,
  type QueueName,
  queueSpecs,
  type StepDraft,
  type StepKind,
  type StepPayload,
  stepDraft,
  stepKinds,
  stepPayloads,
  stepSpecs,
  type TalkFormat,
  talkFormats,
} from './step-kind.ts';
