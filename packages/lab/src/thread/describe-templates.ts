import type { LabWorld, Template } from '@atc/agents/context';
import { countVariants } from '../search/index.ts';
import { findStrategy, listTemplates } from '../templates/index.ts';

/** The templates that can be tested, with the trials that each takes: its variants, and their walk. */
export async function describeTemplates({ templates }: LabWorld): Promise<readonly Template[]> {
  const names = await listTemplates(templates);
  return Promise.all(
    names.map(async (name) => {
      const { says, parameters } = (await findStrategy(name, templates)).strategy;
      return { name, says, trials: countVariants(parameters) + 1 };
    }),
  );
}
