import { html } from '@atc/core/kernel/text';
import type { Report } from '../report.ts';
import { overview } from './overview.ts';
import { groups, spans } from './parts.ts';
import { STYLE } from './style.ts';
import { sure } from './sure.ts';
import { tradeList } from './trades.ts';

/** A report as one file that opens from a disk: no script, nothing that is loaded, every name escaped. */
export function reportPage(report: Report): string {
  const { name, tokens, from, to, run, recording, fill } = report;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>${name}, ${from.slice(0, 10)} to ${to.slice(0, 10)}</title>
<link rel="icon" href="data:,">
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
${overview(report)}
${sure(report)}
${spans(report)}
${groups(report)}
${tradeList(report)}
<h2>How it was measured</h2>
<p class="note">Run ${run} of ${tokens.join(', ')} on ${recording}, ${from.slice(0, 16)} to ${to.slice(0, 16)} UTC,
filled at the ${fill.replaceAll('_', ' ')}. Daily returns are of equity at midnight UTC, the mean of the seeds; means
are arithmetic, deviations those of a sample, a year has 365 days and nothing is earned without risk. Intervals hold 95
of 100 draws of a stationary bootstrap, with blocks of ten days for returns and three for trades, whose days are drawn
whole. Results of trades are after fees, over what the entry cost; within half a percent of nothing a trade is neither
won nor lost. Holding is equal parts of all tokens without costs. The placebo enters by dice as often as the run, and
sells by the same rules.</p>
</main>
</body>
</html>
`.markup;
}
