const WIDTH = 120;
/** A word, or code in backticks with what clings to it. */
const UNIT = /[^\s`]*`[^`]+`\S*|\S+/g;

/**
 * Returns the text broken into lines of at most 120 characters; the first begins as the text does, others with the
 * indent.
 */
export function wrap(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = /^\s*/.exec(text)?.[0] ?? '';
  for (const unit of text.match(UNIT) ?? []) {
    const longer = line.trim() === '' ? `${line}${unit}` : `${line} ${unit}`;
    if (longer.length > WIDTH && line.trim() !== '') {
      lines.push(line);
      line = `${indent}${unit}`;
    } else line = longer;
  }
  return [...lines, line].join('\n');
}

/** The first lines of every generated page. */
export function generated(title: string, from: string): string {
  return `# ${title}\n\n${wrap(`<!-- \`npm run docs\` writes this page from ${from}. Change it there. -->`)}\n`;
}
