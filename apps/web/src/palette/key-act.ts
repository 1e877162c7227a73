const places: Readonly<Record<string, string>> = {
  d: '/',
  t: '/trades',
  f: '/floor',
  a: '/agents',
  r: '/rules',
  i: '/signals',
  o: '/operations',
  s: '/settings',
};

/** What a key asks for: the palette, the list of keys, the filter of a page, or an address. */
export type KeyAct = 'palette' | 'keys' | 'filter' | `/${string}` | null;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

interface Where {
  /** Whether keys are turned on. */
  readonly isOn: boolean;
  /** Whether somebody writes into a field, or a dialog is open. */
  readonly isTyping: boolean;
  /** Whether `g` was pressed just before. */
  readonly afterG: boolean;
}

/** What a key that was pressed asks for; all but the palette's can be turned off, and are off in fields. */
export function keyAct({ key, ctrlKey, metaKey, altKey }: Pressed, { isOn, isTyping, afterG }: Where): KeyAct {
  const withControl = ctrlKey || metaKey;
  if (withControl && key === 'k') return 'palette';
  if (!isOn || isTyping || withControl || altKey) return null;
  if (key === '?') return 'keys';
  if (key === '/') return 'filter';
  const place = afterG ? places[key] : undefined;
  return place === undefined ? null : (place as `/${string}`);
}
