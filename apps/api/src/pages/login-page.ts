import { html, page } from './html.ts';

export interface LoginForm {
  /** Where to go after signing in: a path of this server. */
  readonly next: string;
  readonly fault: string | null;
}

/** The form that takes a key. */
export function loginPage({ next, fault }: LoginForm): string {
  return page(
    'Sign in',
    html`<main class="login"><h1>The desk</h1>
<form method="post" action="/login">
<label for="key">Your key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
<input type="hidden" name="next" value="${next}">
${fault ? html`<p class="fault" role="alert">${fault}</p>` : null}
<button>Sign in</button>
</form>
<p class="none">The operator’s key was printed when the company first started, or is what OPERATOR_KEY says.</p>
</main>`,
  );
}

/** A path of this server to go to, or `/` for anything else. */
export function safePath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, 'http://desk.invalid')) return '/';
  const { host, pathname, search } = new URL(next, 'http://desk.invalid');
  // Of `/..//host` a path with two slashes is left, which a browser takes for another host.
  return host === 'desk.invalid' && !pathname.startsWith('//') && !/[\\\p{Cc}]/u.test(next) ? pathname + search : '/';
}
