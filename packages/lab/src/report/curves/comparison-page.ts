import { html } from '@atc/core/kernel/text';
import { documentOf } from '../page/document.ts';
import type { Curves } from './curve.ts';
import { curvesWithFigures } from './curves.ts';

/** What was compared, and what is said of it. */
export interface Comparison extends Curves {
  readonly said: readonly string[];
}

/** Strategies beside each other as a page. */
export function comparisonPage({ said, ...curves }: Comparison): string {
  const [from, to] = [curves.days[0], curves.days.at(-1)].map((day) => day?.slice(0, 10) ?? '');
  const title = `${curves.curves.map(({ name }) => name).join(', ')}: ${from} to ${to}`;
  const lines = said.map((line) => html`<p class="note">${line}</p>`);
  return documentOf(title, [html`<h1>${title}</h1>`, curvesWithFigures(curves), ...lines]);
}
