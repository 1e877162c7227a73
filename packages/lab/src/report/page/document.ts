import { type Html, html } from '@atc/core/kernel/text';
import { STYLE } from './style.ts';

/** A page as one file that opens from a disk: no script, nothing that is loaded, every name escaped. */
export function documentOf(title: string, body: readonly (Html | null)[]): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
${body.flatMap((part) => (part ? [part, '\n'] : []))}</main>
</body>
</html>
`.markup;
}
