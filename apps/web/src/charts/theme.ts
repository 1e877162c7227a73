/** The colours of the page as a chart needs them: it draws on a canvas, which knows no custom properties. */
export interface Theme {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly won: string;
  readonly lost: string;
  readonly warn: string;
  readonly link: string;
  readonly card: string;
}

const names = ['ink', 'faint', 'line', 'won', 'lost', 'warn', 'link', 'card'] as const;

/** Reads the colours as they are now. */
export function readTheme(element: HTMLElement): Theme {
  const probe = document.createElement('span');
  element.append(probe);
  const colours = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as Record<(typeof names)[number], string>;
}

/** Calls when the page turns dark or light; the answer ends that. */
export function onThemeChange(change: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const pinned = new MutationObserver(change);
  system.addEventListener('change', change);
  pinned.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-up'] });
  return () => {
    system.removeEventListener('change', change);
    pinned.disconnect();
  };
}
