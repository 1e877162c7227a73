/** SPDX ids of licences that ask for no more than their text to be kept. */
export const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

export interface Exception {
  /** A package's name; one that ends with `*` stands for all that begin so. */
  readonly name: string;
  /** What it must say of itself, as it says it; null for one that says nothing. */
  readonly says: string | null;
  readonly because: string;
}

const TOOL = 'a tool that runs on the developer’s machine, unchanged';
const ITS_FILE = 'its licence file';

/** Packages with another licence, or none in a form that can be read, and why they may be used all the same. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    name: 'rpc-websockets',
    says: 'LGPL-3.0-only',
    because:
      '@solana/web3.js loads it at run time, unchanged and as a package of its own: SECURITY.md says what follows',
  },
  { name: 'pm2', says: 'AGPL-3.0', because: `${TOOL}: \`npm run fleet\` starts it as a program of its own` },
  { name: 'elkjs', says: 'EPL-2.0', because: `${TOOL}: a part of Prisma Studio` },
  { name: 'lightningcss*', says: 'MPL-2.0', because: `${TOOL}: a part of vitest` },
  { name: 'axe-core', says: 'MPL-2.0', because: `${TOOL}: tests of the pages load it into a browser` },
  { name: '@visx/vendor', says: 'MIT and ISC', because: 'both are allowed; the word is not SPDX’s' },
  { name: '@pm2/js-api', says: 'Apache-2', because: `${ITS_FILE} is that of Apache-2.0` },
  { name: 'cli-tableau', says: null, because: 'it says MIT under `licence`, spelled so' },
  { name: 'text-encoding-utf-8', says: null, because: `${ITS_FILE} is that of the Unlicense` },
  { name: 'tv4', says: 'Public Domain, MIT', because: 'either may be chosen' },
];
