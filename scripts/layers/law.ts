/** The company's packages and wings, and which of them each may import. Itself always; what is not listed, never. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'core/kernel': [],
  'core/market': ['core/kernel'],
  'core/company': ['core/kernel'],
  'core/desk': ['core/kernel', 'core/market', 'core/company'],
  'core/loop': ['core/kernel', 'core/market', 'core/company', 'core/desk'],
  agents: ['core/kernel', 'core/market', 'core/company', 'core/desk', 'core/loop'],
  lab: ['core/kernel', 'core/market', 'core/company', 'core/desk', 'core/loop', 'agents'],
  stack: ['core/kernel'],
  venues: ['core/kernel', 'core/market', 'core/desk'],
  workers: ['core/kernel', 'core/market', 'core/company', 'core/desk', 'core/loop', 'agents', 'venues'],
  api: ['core/kernel', 'core/market', 'core/company', 'core/desk', 'core/loop', 'agents', 'venues'],
  'lab-app': [
    'core/kernel',
    'core/market',
    'core/company',
    'core/desk',
    'core/loop',
    'agents',
    'lab',
    'stack',
    'workers',
  ],
  company: [
    'core/kernel',
    'core/market',
    'core/company',
    'core/desk',
    'core/loop',
    'agents',
    'stack',
    'venues',
    'workers',
    'api',
  ],
  web: [],
};

/** Doors of which a part of the house may have the types alone: nothing of them is loaded. */
export const TYPES_OF: Readonly<Record<string, readonly string[]>> = { web: ['@atc/api/contract'] };

export interface VendorRule {
  readonly vendor: RegExp;
  /** Paths, from the project's root, whose files may import it. */
  readonly allowed: RegExp;
}

/** Outside packages that speak to one store or venue each, and the only rooms that may use them. */
export const VENDORS: readonly VendorRule[] = [
  { vendor: /^bullmq$/, allowed: /^packages\/core\/src\/kernel\/queues\// },
  { vendor: /^ioredis$/, allowed: /^packages\/(core\/src\/kernel\/queues|stack\/src\/redis)\// },
  {
    vendor: /^@prisma\/|(^|\/)generated\//,
    allowed: /^packages\/core\/src\/kernel\/db\/|^packages\/stack\/src\/migrate\//,
  },
  { vendor: /^decimal\.js$/, allowed: /^packages\/core\/src\/kernel\/money\// },
  { vendor: /^pg$/, allowed: /^packages\/core\/src\/kernel\/(db|queues)\/|^packages\/stack\/src\// },
  { vendor: /^@bull-board\//, allowed: /^apps\/api\/src\/board(\/|\.ts$)/ },
  { vendor: /^openai$/, allowed: /^packages\/agents\/src\/llm\// },
  // What trades uses one library for Solana; the other belongs to the virtual machine of a twin.
  { vendor: /^(@solana\/kit|litesvm)$/, allowed: /^packages\/venues\/src\/[\w-]+\/local\// },
  { vendor: /^ccxt(\/|$)/, allowed: /^packages\/venues\/src\/ccxt\// },
  { vendor: /^@microsoft\/signalr$/, allowed: /^packages\/venues\/src\// },
  {
    vendor: /^@solana\/|^@jup-ag\/|^bs58$/,
    allowed: /^packages\/core\/src\/desk\/solana\/|^packages\/venues\/src\//,
  },
];

/** Files that may speak to the database's tables. */
export const SPEAKS_TABLES = /(^|\/)([a-z-]+-)?store\.ts$|^packages\/core\/src\/kernel\/db\//;

/** Names of folders that tell nothing: a function without a room means that a noun is missing. */
export const NAMELESS = /\/(utils?|helpers?|common|libs?|types|services|managers|misc|shared)\//;

export const MOST_FILES_IN_FOLDER = 10;

/** Rooms that are drawn: their files and folders import each other in one order, with so many arrows at most. */
export const DRAWN_ROOMS: Readonly<Record<string, number>> = { 'packages/core/src/desk/orders': 35 };

/** Length of source files in lines: half of them, nine of ten, each. */
export const FILE_LINES = { median: 50, ninetieth: 120, longest: 235 };

/** How wide the page is, in characters: of code, texts, comments, SQL and prose. */
export const LINE_WIDTH = 120;

export interface OneRoom {
  readonly room: string;
  /** What a line must not have. */
  readonly handmade: RegExp;
  readonly instead: string;
  /** Files that may: the room itself, tests, and those with a form of their own. */
  readonly but: RegExp;
}

/** What is written in one room for everybody. */
export const ONE_ROOM: readonly OneRoom[] = [
  {
    room: 'kernel/figures',
    handmade: /\.toFixed\([^)]|\.toPrecision\(|\.toLocale\w*String\(|Intl\.NumberFormat/,
    instead: 'a figure for people is said by it, one for programs is plain() of kernel/money',
    // What is measured is printed as measured; what a venue is sent has the venue's form.
    // The pages say theirs in a browser, where the house's decimals are not loaded.
    but: /\/(figures|kernel\/money)\/|\.test\.tsx?$|^(bench|chaos|faults|packages\/venues\/src\/\w+\/\w+)\//,
  },
  {
    room: 'kernel/time',
    handmade: /(?<![\w.])(60_000|3_600_000|86_400_000)\b|\* 60 \* 1000\b|\b60 \* 60 \* /,
    instead: 'MINUTE_MS, HOUR_MS and DAY_MS',
    but: /\/kernel\/time\/units\.ts$|\.test\.tsx?$|\.config\.ts$|^scripts\/layers\/law\.ts$/,
  },
];

/** Names of venues that are ordinary words too: what is searched for is the name alone, as a text or a folder. */
export const ORDINARY_WORDS: readonly string[] = ['exchange'];

/** Whether a file is a test or what tests stand on. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\//.test(path);
}
