import { html } from '@atc/core/kernel/text';
import type { Report } from '../report.ts';
import { documentOf } from './document.ts';
import { odds } from './odds.ts';
import { overview } from './overview.ts';
import { groups, spans } from './parts.ts';
import { sure } from './sure.ts';
import { tradeList } from './trades.ts';

/** A report as a page. */
export function reportPage(report: Report): string {
  const { name, tokens, from, to, run, recording, fill } = report;
  const measured = html`<h2>How it was measured</h2>
<p class="note">Run ${run} of ${tokens.join(', ')} on ${recording}, ${from.slice(0, 16)} to ${to.slice(0, 16)} UTC,
filled at the ${fill.replaceAll('_', ' ')}. Daily returns are of equity at midnight UTC, the mean of the seeds; means
are arithmetic, deviations those of a sample, a year has 365 days and nothing is earned without risk. Intervals hold 95
of 100 draws of a stationary bootstrap, with blocks of ten days for returns and three for trades, whose days are drawn
whole. Results of trades are after fees, over what the entry cost; within half a percent of nothing a trade is neither
won nor lost. Holding is equal parts of all tokens without costs. The placebo enters by dice as often as the run, and
sells by the same rules.</p>`;
  const parts = [
    ...[overview(report), sure(report), odds(report), spans(report), groups(report), tradeList(report)],
    measured,
  ];
  return documentOf(`${name}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`, parts);
}
