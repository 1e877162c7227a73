import { type Recording, recordDays } from '@atc/lab/testing';
import { loadWorld } from '@atc/lab/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playCompany } from '../company/index.ts';
import { companyVariations } from './company-variations.ts';

const DAYS = 0.25;
const PATIENCE_MS = 600_000;

let recording: Recording;
beforeAll(async () => {
  recording = await recordDays('a', DAYS);
});
afterAll(() => recording?.remove());

const world = () => loadWorld({ seed: '1', ...recording });

test(
  'the whole company is played with and without memory and affinities, each time on tables of its own',
  async () => {
    const wish = { seed: '1' };
    const desks = await companyVariations({ world: await world() }, { wish, terminal: null });
    expect(desks.map(({ name }) => name)).toEqual(['the whole company', 'without memory', 'with flat affinity']);
    for (const { plays } of desks) {
      expect(plays).toHaveLength(1);
      expect(plays[0]?.equity.length).toBeGreaterThan(5);
    }
  },
  PATIENCE_MS,
);

test(
  'a company whose pairs get on alike begins and ends with other affinities',
  async () => {
    const { market } = await world();
    const [asEver, alike] = [await playCompany(market, {}), await playCompany(market, { affinity: 0.5 })];
    const affinities = [asEver, alike].map((played) =>
      played?.state.tables.find(({ table }) => table === 'affinities'),
    );
    expect(affinities[0]?.rows).toBe(15);
    expect(affinities[0]?.hash).not.toBe(affinities[1]?.hash);
    expect(asEver?.failed).toBe(0);
  },
  PATIENCE_MS,
);
