export { equityCsv, tradesCsv } from './csv.ts';
export { type Ablated, type AblationLine, ablationOf } from './figures/ablation.ts';
export { makeReport } from './figures/make-report.ts';
export { sayInterval, sayPoints } from './figures/wording.ts';
export { reportPage } from './page/page.ts';
export type { Costlier, Family, Play, ReportFacts } from './play.ts';
export type { Report } from './report.ts';
