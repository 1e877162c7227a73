import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useDisplay } from '../server/display/display.ts';
import { keyAct } from './key-act.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: part }) => ({ default: part })));
const KeyList = lazy(() => import('./key-list.tsx').then(({ KeyList: part }) => ({ default: part })));

const CHORD_MS = 1200;

interface KeysProps {
  /** Opens the way out; null where whoever sits here may not. */
  readonly stop: (() => void) | null;
}

/** What the keyboard opens from every page: the palette, pages, a filter, and the list of keys. */
export function Keys({ stop }: KeysProps) {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const [, go] = useLocation();
  const isOn = useDisplay().shortcuts === 'on';
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      const afterG = event.timeStamp - chordAt < CHORD_MS;
      chordAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const act = keyAct(event, { isOn, isTyping: isTyping(event), afterG });
      if (act === null) return;
      if (act === 'palette' || act === 'keys') setOpen(act);
      else if (act === 'filter') focusFilter();
      else go(act);
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isOn, go]);
  return (
    <Suspense>
      {open === 'palette' && <Palette stop={stop} close={() => setOpen(null)} />}
      {open === 'keys' && <KeyList close={() => setOpen(null)} />}
    </Suspense>
  );
}

const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof Element && target.closest('input, select, textarea, dialog') !== null;

function focusFilter(): void {
  document.querySelector<HTMLElement>('.filters input')?.focus();
}
