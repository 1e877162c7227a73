import { en } from '../words/en.ts';

/** The pages, by their addresses. */
export const pages = [
  ['/', en.pages.desk],
  ['/trades', en.pages.trades],
  ['/floor', en.pages.floor],
  ['/agents', en.pages.agents],
  ['/signals', en.pages.signals],
  ['/rules', en.pages.rules],
  ['/operations', en.pages.operations],
  ['/settings', en.pages.settings],
] as const;
