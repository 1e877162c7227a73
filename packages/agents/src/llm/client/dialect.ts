/** How much of the protocol a server speaks for a model. */
export interface Dialect {
  /** Whether it holds an answer to a schema, to JSON, or can only be told of either. */
  readonly form: 'json_schema' | 'json_object' | 'told';
  /** What it calls the limit of an answer. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Whether it lets a temperature be chosen. */
  readonly temperature: boolean;
}

/** What is spoken until a server says that it does not. */
export const fullDialect: Dialect = { form: 'json_schema', limit: 'max_tokens', temperature: true };

/**
 * What to speak after a server has called a request bad: without what its complaint names; null when it names nothing
 * that can be left out.
 */
export function plainerDialect(spoken: Dialect, complaint: string): Dialect | null {
  if (spoken.limit === 'max_tokens' && /max_tokens|max_completion_tokens/.test(complaint))
    return { ...spoken, limit: 'max_completion_tokens' };
  if (spoken.temperature && /temperature/.test(complaint)) return { ...spoken, temperature: false };
  const form = /response.?format|json_?schema|json_?object|grammar|schema|structured/i.test(complaint)
    ? plainerForm[spoken.form]
    : null;
  return form ? { ...spoken, form } : null;
}

const plainerForm = { json_schema: 'json_object', json_object: 'told', told: null } as const;
