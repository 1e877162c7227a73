const THOUGHTS = /^[\s\S]*<\/(?:think|thinking|thought|reasoning)>/i;
const UNENDED_THOUGHT = /<(?:think|thinking|thought|reasoning)>[\s\S]*$/i;
/** So many braces are tried at the most. */
const MOST_STARTS = 50;

/** What a model said, without what it thought aloud before. */
export function withoutThoughts(text: string): string {
  // An answer that is JSON from its first letter may speak of such tags.
  if (text.trimStart().startsWith('{')) return text;
  return text.replace(THOUGHTS, '').replace(UNENDED_THOUGHT, '');
}

/**
 * Every JSON object that stands in a text, outermost only, in order: alone, in a code fence, or with prose around it.
 */
export function objectsIn(text: string): readonly object[] {
  const found: object[] = [];
  let starts = 0;
  let at = text.indexOf('{');
  while (at >= 0 && starts < MOST_STARTS) {
    starts += 1;
    const end = endOfObject(text, at);
    const object = end === null ? null : parsed(text.slice(at, end));
    if (object) found.push(object);
    at = text.indexOf('{', object && end !== null ? end : at + 1);
  }
  return found;
}

/** Where the object that begins at `from` ends; null when it does not. */
function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted && letter === '\\') i += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === '{') depth += 1;
    else if (!quoted && letter === '}') depth -= 1;
    if (depth === 0) return i + 1;
  }
  return null;
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
