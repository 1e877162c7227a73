import { schemaOf } from '@atc/core/kernel/config';
import { venues } from '@atc/venues/registry';
import { z } from 'zod';
import { type Section, sections } from './variables.ts';
import { generated, wrap } from './wrap.ts';

/** The schema of all variables, as a start reads them. */
export const schema = schemaOf(venues);

const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
const defaults: Readonly<Record<string, unknown>> = schema.parse({});

/** Returns the page of all variables, from the schema that reads them. Throws when the manual and the schema differ. */
export function configurationPage(): string {
  refuseDifferences();
  const intro = wrap(
    'The company reads environment variables, or a `.env` file in the folder that it is started in. An empty value ' +
      'is the default. A bad or misspelt variable stops the start and is named. `.env.example` lists all variables.',
  );
  const head = generated('Configuration', 'the schema of the variables');
  return `${head}\n${intro}\n\n${sections.map(show).join('\n\n')}\n`;
}

/** The variables that the schema reads. */
export const variableNames: readonly string[] = Object.keys(shape);

function refuseDifferences(): void {
  const described = sections.flatMap(({ variables }) => Object.keys(variables));
  const faults = [
    ...variableNames.filter((name) => !described.includes(name)).map((name) => `${name} has no sentence`),
    ...described.filter((name) => !(name in shape)).map((name) => `${name} is no variable`),
  ];
  if (faults.length > 0) throw new Error(`scripts/docs/variables.ts: ${faults.join(', ')}`);
}

function show({ title, about, variables }: Section): string {
  const items = Object.entries(variables).map(([name, meaning]) => item(name, meaning));
  return `## ${title}\n\n${wrap(about)}\n\n${items.join('\n')}`;
}

function item(name: string, meaning: string): string {
  const value = defaults[name];
  const standard = value === undefined ? 'No default' : `Default: \`${String(value)}\``;
  return wrap(`- **\`${name}\`**: ${meaning} ${standard}. ${allowedOf(name)}`, '  ');
}

/** What a variable may hold, in the words with which a start refuses the rest. */
function allowedOf(name: string): string {
  const variable = shape[name];
  if (!variable) return '';
  const { enum: choices, maxLength } = z.toJSONSchema(variable, { io: 'input', unrepresentable: 'any' });
  if (choices) return `One of ${choices.map((choice) => `\`${String(choice)}\``).join(', ')}.`;
  const faults = variable.safeParse(' ').error?.issues.map(({ message }) => message) ?? [];
  if (!faults.every((fault) => fault.startsWith('must '))) throw new Error(`${name} is refused without a sentence`);
  if (faults.length > 0) return `It ${[...new Set(faults)].join(' and ')}.`;
  return maxLength === undefined ? 'Any text.' : `Any text of at most ${maxLength} characters.`;
}
