import { html, page } from './html.ts';

/** The page on which the API can be read and tried; its script fills it from `/openapi.json`. */
export function docsPage(): string {
  return page(
    'API',
    html`<header><h1>API</h1><nav><a href="/">The desk</a> <a href="/openapi.json">openapi.json</a></nav></header>
<main class="docs">
<p>Send <code>Authorization: Bearer &lt;key&gt;</code>. Decimals are strings, times ISO 8601 UTC.
Refusals are <code>application/problem+json</code>.</p>
<label for="key">Key <input id="key" type="password" autocomplete="off"
placeholder="kept on this page only; not needed when signed in"></label>
<div id="operations">
<noscript>This page needs JavaScript; <a href="/openapi.json">openapi.json</a> does not.</noscript></div>
</main>`,
    '/assets/docs.js',
  );
}
