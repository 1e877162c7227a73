export { demandStrategy, findStrategy, listTemplates } from './find-strategy.ts';
