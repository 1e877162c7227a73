import { type Backend, type OwnCompany, openOwnCompany } from '@atc/lab-app/company';
import { benchBeat } from './beat/bench-beat.ts';
import { benchControl } from './control/bench-control.ts';
import { isOver } from './figures.ts';
import { benchLoop } from './full-loop.ts';
import { benchLab } from './lab/bench-lab.ts';
import { benchPickUp } from './pick-up.ts';
import { benchReaction, eagerMatrix } from './reaction.ts';
import { benchReplay } from './replay-speed.ts';
import { risingMarket } from './rising-market.ts';
import { roomyPolicies } from './roomy-policies.ts';
import { benchStartUp } from './start-up.ts';
import { benchTalks } from './talks.ts';
import { benchTick } from './tick-to-exit.ts';

/** Prints lines; one that is over its limit makes the command fail. */
function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
  if (lines.some(isOver)) process.exitCode = 1;
}

type RisingMarket = ReturnType<typeof risingMarket>;
type Suite = (company: OwnCompany, backend: Backend) => Promise<readonly string[]>;

async function onCompany(
  backend: Backend,
  market: RisingMarket,
  suite: (market: RisingMarket) => Suite,
): Promise<readonly string[]> {
  const company = await openOwnCompany({
    backend,
    market,
    policies: {
      ...roomyPolicies,
      reaction_matrix: eagerMatrix,
      universe: { contracts: market.contracts().map(({ contract }) => contract) },
    },
  });
  if (!company) return ['     there is no Redis here: left out'];
  try {
    return await suite(market)(company, backend);
  } finally {
    await company.close();
  }
}

const SUITES = ['start', 'beat', 'pick-up', 'loop', 'tick', 'control', 'reaction', 'talks', 'replay', 'lab'] as const;
type SuiteName = (typeof SUITES)[number];

const only = process.argv[2];
if (only === undefined || SUITES.some((name) => name === only)) await runSuites((name) => !only || only === name);
else {
  process.stderr.write(`there is no bench ${only}: choose one of ${SUITES.join(', ')}\n`);
  process.exitCode = 1;
}

type Wants = (name: SuiteName) => boolean;

async function runSuites(wants: Wants): Promise<void> {
  if (wants('start')) say(await benchStartUp());
  if (wants('beat')) say(await benchBeat());
  if (wants('lab')) say(await benchLab());
  for (const backend of ['redis', 'postgres'] as const) {
    say(['', `Queues on ${backend}`]);
    if (wants('pick-up')) say(await onCompany(backend, risingMarket(1), () => benchPickUp));
    if (wants('loop'))
      say(await onCompany(backend, risingMarket(100), (market) => (company) => benchLoop(company, backend, market)));
    await runWatch(backend, wants);
    if (wants('reaction'))
      say(await onCompany(backend, risingMarket(1), () => (company) => benchReaction(company, backend === 'redis')));
    if (wants('talks')) say(await onCompany(backend, risingMarket(1), () => benchTalks));
    if (wants('replay')) say(await benchReplay(backend));
  }
}

/** What the watch of a thousand positions is measured by. */
async function runWatch(backend: Backend, wants: Wants): Promise<void> {
  if (wants('tick'))
    say(
      await onCompany(
        backend,
        risingMarket(1000),
        (market) => (company) => benchTick(company, market, backend === 'redis'),
      ),
    );
  if (wants('control') && backend === 'redis')
    // A watch needs no long past.
    say(await onCompany(backend, risingMarket(1000, 120), (market) => (company) => benchControl(company, market)));
}
