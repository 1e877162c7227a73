import { en } from '../words/en.ts';

/** The pages, by their addresses. */
export const pages = [
  ['/', en.pages.desk],
  ['/trades', en.pages.trades],
  ['/floor', en.pages.floor],
  ['/agents', en.pages.agents],
  ['/rules', en.pages.rules],
  ['/operations', en.pages.operations],
  ['/settings', en.pages.settings],
] as const;
