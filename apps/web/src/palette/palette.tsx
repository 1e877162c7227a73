import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useRead } from '../server/reads.ts';
import { signOut } from '../server/session.ts';
import { pages } from '../shell/pages.ts';
import { en } from '../words/en.ts';
import { type Entry, matching } from './entries.ts';

const words = en.palette;
const agents = ['atlas', 'sage', 'scout', 'growth', 'intel', 'observer'];
const MOST = 12;

interface PaletteProps {
  /** Absent where whoever sits here may not. */
  readonly stop: (() => void) | null;
  readonly close: () => void;
}

/** One field that leads everywhere: pages, agents, acts, and trades by token or id. */
export function Palette({ stop, close }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [, go] = useLocation();
  useEffect(() => dialog.current?.showModal(), []);
  const found = useFound(typed, stop !== null);
  const take = ({ to }: Entry) => {
    dialog.current?.close();
    if (to === 'stop') stop?.();
    else if (to === 'sign-out') void signOut();
    else go(to);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at];
    if (step !== undefined) setAt((now) => Math.min(found.length - 1, Math.max(0, now + step)));
    else if (event.key === 'Enter' && chosen) take(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={words.title} onClose={close}>
      <input
        role="combobox"
        aria-label={words.ask}
        placeholder={words.ask}
        aria-expanded="true"
        aria-controls="palette-found"
        aria-activedescendant={found[at] ? `found-${at}` : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {found.length === 0 && <p className="empty">{words.nothing}</p>}
      <div id="palette-found" role="listbox" aria-label={words.results}>
        {found.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above it moves and takes by keys
          <div
            key={entry.to}
            id={`found-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => take(entry)}
          >
            {entry.name} <small>{entry.kind}</small>
          </div>
        ))}
      </div>
    </dialog>
  );
}

function useFound(typed: string, mayStop: boolean): readonly Entry[] {
  const q = typed.trim();
  const isName = /^[\w-]{2,64}$/.test(q);
  const { data } = useRead('GET /api/search', { query: { q } }, { when: isName });
  const here: readonly Entry[] = [
    ...pages.map(([to, name]) => ({ to, name, kind: words.page })),
    ...agents.map((id) => ({ to: `/agents/${id}`, name: id.toUpperCase(), kind: words.agent })),
    ...(mayStop ? [{ to: 'stop', name: words.stop, kind: words.act }] : []),
    { to: 'sign-out', name: words.signOut, kind: words.act },
  ];
  const there = (isName ? (data?.items ?? []) : []).map(({ kind, id, symbol, status }) => ({
    to: kind === 'trade' ? `/trades/${id}` : `/proposals/${id}`,
    name: `${symbol} ${id.slice(0, 8)}`,
    kind: kind === 'trade' ? `${words.trade}, ${status}` : words.proposal,
  }));
  return [...matching(here, typed), ...there].slice(0, MOST);
}
