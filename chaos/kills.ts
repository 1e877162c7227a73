/** The suites of `npm run test:kills`: they start processes by the hundred, and have a command of their own. */
export const KILLS: readonly string[] = [
  '{apps,packages}/*/src/**/{kill,killed,*-killed}.test.ts',
  'chaos/chaos.test.ts',
];
