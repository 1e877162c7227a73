import { useSyncExternalStore } from 'react';

/** How this browser wants to see the desk; kept in it. */
export interface Display {
  readonly zone: 'company' | 'mine' | 'utc';
  readonly theme: 'system' | 'light' | 'dark';
  readonly up: 'green' | 'blue';
  readonly shortcuts: 'on' | 'off';
}

const KEPT_AS = 'display';
const usual: Display = { zone: 'company', theme: 'system', up: 'green', shortcuts: 'on' };
const watchers = new Set<() => void>();

let display: Display = readKept();

function readKept(): Display {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') };
  } catch {
    return usual;
  }
}

/** Shows the page as it was chosen; called once before anything is drawn, and after each choice. */
export function applyDisplay(): void {
  const { dataset } = document.documentElement;
  if (display.theme === 'system') delete dataset.theme;
  else dataset.theme = display.theme;
  dataset.up = display.up;
}

/** Chooses how the desk is shown from now on. */
export function chooseDisplay(change: Partial<Display>): void {
  display = { ...display, ...change };
  localStorage.setItem(KEPT_AS, JSON.stringify(display));
  applyDisplay();
  for (const watcher of watchers) watcher();
}

export function useDisplay(): Display {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => display,
  );
}

/** The zone that times are shown in, by the company's own. */
export function zoneOf({ zone }: Display, company: string): string {
  if (zone === 'utc') return 'UTC';
  return zone === 'mine' ? Intl.DateTimeFormat().resolvedOptions().timeZone : company;
}
