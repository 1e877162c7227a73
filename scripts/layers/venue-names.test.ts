import { expect, test } from 'vitest';
import { nameFaults, twinFaults, venueNamesOf } from './venue-names.ts';

const names = ['jupiter', 'exchange'];
const found = (path: string, text: string) => nameFaults({ path, text }, names).join('; ');

test('a folder with a venue.ts is a venue', () => {
  const paths = ['packages/venues/src/jupiter/venue.ts', 'packages/venues/src/local/serve.ts'];
  expect(venueNamesOf(paths.map((path) => ({ path, text: '' })))).toEqual(['jupiter']);
});

test.each([
  ['packages/core/src/desk/brokers/open-brokers.ts', `if (venue === 'jupiter') return null;`],
  ['packages/core/src/kernel/config/environment.ts', `JUPITER_API_URL: http.optional(),`],
  ['apps/company/src/main.ts', `import { openJupiterBroker } from '@atc/venues/x';`],
  ['packages/venues/src/webull/venue.ts', `const twin = \`a jupiter\`;`],
  ['prisma/schema.prisma', `enum Venue {\n  jupiter\n}`],
  ['chaos/plan.ts', `import { a } from '@atc/venues/exchange/local';`],
  ['scripts/start-fleet.ts', `config.liveVenue === 'exchange'`],
])('%s may not say %s', (path, text) => {
  expect(found(path, text)).toContain('only its folder and the registry may');
});

test.each([
  ['packages/venues/src/jupiter/adapter/api.ts', `const name = 'jupiter';`],
  ['packages/venues/src/registry/venues.ts', `import { jupiter } from '../jupiter/index.ts';`],
  ['packages/core/src/desk/brokers/open-brokers.test.ts', `readConfig({ LIVE_VENUE: 'jupiter' })`],
  ['packages/core/src/desk/signer.ts', `// Jupiter asks for it.\n/* jupiter */ const url = 'https://a.example';`],
  ['packages/core/src/desk/prices/gap.ts', `said: 'the exchange may be closed', exchangeOpen: true`],
])('%s may say %s', (path, text) => {
  expect(found(path, text)).toBe('');
});

test.each([
  ['packages/venues/src/jupiter/venue.ts', `import { twin } from './local/index.ts';`],
  ['packages/venues/src/jupiter/venue.ts', `import { twin } from './twin/twin.ts';`],
  ['apps/company/src/main.ts', `import { openLocal } from '@atc/venues/jupiter/local';`],
])('%s loads a twin by %s, and so is refused', (path, text) => {
  expect(twinFaults({ path, text }, names)).toHaveLength(1);
});

test.each([
  ['packages/venues/src/jupiter/venue.ts', `const twin = () => import('./local/index.ts');`],
  ['packages/venues/src/house/twin.ts', `import type { LocalVenue } from '../local/index.ts';`],
  ['packages/venues/src/jupiter/twin/chaos.ts', `import { serve } from '../local/index.ts';`],
])('%s loads no twin by %s', (path, text) => {
  expect(twinFaults({ path, text }, names)).toEqual([]);
});
