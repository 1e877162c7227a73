// Gives a name to those buttons and fields of Bull Board that show an icon and nothing else.
const ICONS = {
  copy: 'Copy',
  'ellipsis-vertical': 'More',
  files: 'Duplicate job',
  maximize: 'Full screen',
  minimize: 'Leave full screen',
  pencil: 'Edit job',
  settings: 'Settings',
  trash2: 'Remove job',
};
const NAMED = ':is([aria-label], [aria-labelledby], [title]):not([data-named])';

/** What stands on a button besides its icon. */
function wordsOn(button) {
  const bare = button.cloneNode(true);
  for (const icon of bare.querySelectorAll('svg')) icon.remove();
  return bare.textContent.trim();
}

function nameOf(button) {
  const icons = [...(button.querySelector('svg')?.classList ?? [])];
  const icon = icons.find((name) => name.startsWith('lucide-'))?.slice('lucide-'.length);
  const what = icon ? (ICONS[icon] ?? icon.replaceAll('-', ' ')) : 'Redis details';
  const about = button.closest('li, [class*="card"]')?.querySelector('h2, h3, h4, a')?.textContent.trim();
  return about ? `${what}: ${about}` : what;
}

function nameAll() {
  for (const button of document.querySelectorAll(`button:not(${NAMED})`)) {
    if (wordsOn(button)) continue;
    button.dataset.named = '';
    button.setAttribute('aria-label', nameOf(button));
  }
  for (const field of document.querySelectorAll('input:not([aria-label])'))
    if (field.labels.length === 0 && field.placeholder) field.setAttribute('aria-label', field.placeholder);
}

new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
nameAll();
