export {
  machineryQueues,
  type QueueName,
  queueSpecs,
  type StepDraft,
  type StepKind,
  type StepPayload,
  stepDraft,
  stepKinds,
  stepPayloads,
  stepSpecs,
} from './step-kind.ts';
