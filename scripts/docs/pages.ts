import { configurationPage } from './configuration.ts';
import { rulesPage } from './rules.ts';
import { statesPage } from './states.ts';

/** The pages that are written from code, by their path from the project's root. */
export const pages = {
  'docs/configuration.md': configurationPage,
  'docs/rules.md': rulesPage,
  'docs/states.md': statesPage,
} as const satisfies Readonly<Record<string, () => string>>;
