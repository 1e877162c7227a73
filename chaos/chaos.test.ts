import { test } from 'vitest';
import { chaosVenues } from './chaos-desk.ts';
import { expectSurvival } from './survive.ts';

// A sample of `npm run test:chaos`.
test.each(chaosVenues)(
  'I3, I4: killed again and again while it trades on %s, the desk loses no order and repeats none',
  { timeout: 120_000 },
  async (venue) => {
    await expectSurvival(venue, {
      seed: 'sample',
      lanes: 3,
      rounds: 2,
      faults: 0.2,
      named: 3,
      kills: 6,
      leastKills: 4,
      longestLife: 250,
    });
  },
);
