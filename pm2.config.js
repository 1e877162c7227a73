// The company as separate processes: `npm run fleet` starts them on one database, `npm run fleet:stop` stops them.
const workers = [
  'heartbeat',
  'roundtable-worker',
  'trade-executor',
  'position-monitor',
  'signal-analyzer',
  'risk-calculator',
  'initiative-worker',
];

const shared = {
  interpreter: './node_modules/.bin/node',
  // Nine processes are to fit on a laptop: small young generations cost some speed and save a quarter of the memory.
  node_args: '--import ./scripts/compile-cache.mjs --max-old-space-size=256 --max-semi-space-size=4',
  cwd: import.meta.dirname,
  // A worker hands back or finishes its job within ten seconds of being told to stop.
  kill_timeout: 12_000,
  exp_backoff_restart_delay: 200,
  max_restarts: 50,
  // What starting again does not mend, such as a port that is taken: it stays stopped and says why in its log.
  stop_exit_codes: [78],
  // Its metrics would hold a process open that has nothing left to do: it would not end before it was killed.
  pmx: false,
};

export const apps = [
  // Ends with code 0 where no server is ours: then there is nothing to look after.
  {
    ...shared,
    name: 'servers',
    script: 'apps/company/src/servers/main.ts',
    stop_exit_codes: [0, ...shared.stop_exit_codes],
  },
  { ...shared, name: 'api', script: 'apps/api/src/main.ts' },
  ...workers.map((name) => ({ ...shared, name, script: 'apps/workers/src/main.ts', args: name })),
];
