export { equityCsv, tradesCsv } from './csv.ts';
export { type Curve, comparisonPage, type WindowLine, walkPage } from './curves/index.ts';
export { makeReport } from './figures/make-report.ts';
export { reportPage } from './page/page.ts';
export type { Costlier, Family, Play, ReportFacts } from './play.ts';
export type { Report } from './report.ts';
