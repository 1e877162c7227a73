/** An event's title for a column beside its author's name: it need not begin with the name again. */
export function headline(title: string, agentId: string): string {
  const name = agentId.toUpperCase();
  if (title.startsWith(`${name}: `)) return title.slice(name.length + 2);
  return title.startsWith(`${name} `) ? title.slice(name.length + 1) : title;
}
