import type { LabAsked, LabRefusal } from '@atc/agents/context';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { describeTemplates } from './describe-templates.ts';
import { judgeRun } from './judge-run.ts';
import { testTemplate } from './test-template.ts';

/** Answers a question of the company; what cannot be played is refused with the reason. */
export async function answerQuestion({ world, question }: LabAsked): Promise<unknown> {
  if (question.ask === 'templates') return describeTemplates(world);
  try {
    return question.ask === 'test' ? await testTemplate(question, world) : await judgeRun(question, world);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { kind: 'refused', reason: errorText(error) } satisfies LabRefusal;
  }
}
