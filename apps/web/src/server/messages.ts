/** One message of a stream of events; what has no data has the kind `still`. */
export interface Message {
  readonly kind: string;
  readonly id: string | null;
  readonly data: string;
}

/** Takes a stream's text in pieces, and gives the messages that are whole. */
export function openMessages(): (piece: string) => readonly Message[] {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap(messageOf);
  };
}

function messageOf(block: string): readonly Message[] {
  let [kind, id] = ['message', null as string | null];
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'event') kind = value;
    if (name === 'id') id = value;
    if (name === 'data') data.push(value);
  }
  // What only sets how to try again is heard and tells nothing.
  return [{ kind: data.length === 0 ? 'still' : kind, id, data: data.join('\n') }];
}
