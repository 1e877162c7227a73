import { defaultPolicies } from '@atc/core/company/policies';
import { StartError } from '@atc/core/kernel/errors';
import type { Ablated } from '@atc/lab/report';
import type { LabContext } from '../command.ts';
import { type Played, type PlayOptions, playCompany, withoutMemory } from '../company/index.ts';
import type { Lab } from '../open-lab.ts';
import { openProgress } from '../progress.ts';

/** Between enemies and friends: no pair debates because its two get on badly. */
const FLAT = 0.5;

const variations: readonly { readonly name: string; readonly play: PlayOptions }[] = [
  { name: 'the whole company', play: {} },
  { name: 'without memory', play: { policies: withoutMemory } },
  {
    name: 'with flat affinity',
    play: {
      policies: { relationship_drift_policy: { ...defaultPolicies.relationship_drift_policy, enabled: false } },
      affinity: FLAT,
    },
  },
];

/** Plays the whole company, then without memory, then with affinities that are all the same and stay so. */
export async function companyVariations(
  { world: { market } }: Pick<Lab, 'world'>,
  { wish, terminal }: Pick<LabContext, 'wish' | 'terminal'>,
): Promise<readonly Ablated[]> {
  const bar = openProgress(terminal);
  const played: Ablated[] = [];
  for (const { name, play } of variations) {
    const company = await playCompany(market, { ...play, seed: wish.seed, progress: (share) => bar.show(name, share) });
    bar.clear();
    if (!company) throw new StartError('no_company', 'the company could not be played: there is no PostgreSQL');
    played.push({ name, plays: [playOf(company)] });
  }
  return played;
}

const playOf = ({ equity, trades }: Played): Ablated['plays'][number] => ({
  equity,
  trades: trades.map(({ pnlPct, feesUsd }) => ({ return: pnlPct, feesUsd })),
});
