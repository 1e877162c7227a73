export { comparisonPage } from './comparison-page.ts';
export type { Curve } from './curve.ts';
export { type WindowLine, walkPage } from './walk-page.ts';
