import { type Html, html } from '@atc/core/kernel/text';

/** A whole page. */
export function page(title: string, body: Html, script: string | null = null): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/watch.css">
<link rel="stylesheet" href="/assets/narrow.css" media="(max-width: 640px)">
${script ? html`<script type="module" src="${script}"></script>` : null}
</head>
<body>${body}</body>
</html>
`.markup;
}
