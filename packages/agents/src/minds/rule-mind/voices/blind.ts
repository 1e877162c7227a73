import type { BannedTopic, BlindTopic } from '../votes/blind.ts';
import type { Phrase, Voice } from './voice.ts';

const known: Phrase = ({ plan, market }) =>
  market.priceAgeMinutes === null
    ? `There is no price of ${plan.symbol} at all.`
    : `The last price of ${plan.symbol} is ${market.priceAgeMinutes} minutes old.`;

const opening: readonly Phrase[] = [
  known,
  ({ plan }) => `Nobody at this desk sees a price of ${plan.symbol}.`,
  ({ plan }) => `${plan.symbol} has no price that is fresh.`,
];

/** What anybody says of what has no fresh price: neither its stop nor its reasons can be checked. */
export const blindVoice: Voice<BlindTopic> = {
  opening: { adding: opening, leaving: opening },
  clear: { adding: 'no_price', leaving: 'no_price' },
  topics: {
    no_price: [
      () => 'Neither a stop nor a reason can be checked without a price.',
      () => 'What it is worth, and whether its reasons hold, nobody can tell.',
      ({ plan }) => `Until ${plan.symbol} has a price again, every figure about it is a memory.`,
    ],
  },
  closing: {
    approve: [() => 'Less of what we cannot see: approve.', () => 'Carrying less of it is right, price or no price.'],
    reject: [() => 'Rejected until there is a price.', () => 'No price, no purchase.'],
    abstain: [() => 'No price, no vote.'],
  },
};

/** What an agent says of what its persona forbids, opened and closed in its own voice. */
export const bannedTopics: Voice<BannedTopic>['topics'] = {
  no_stop: [
    () => 'There is no stop-loss on this plan, and without one the loss has no bound.',
    () => 'I see no stop-loss, so no probability I could cite would mean anything.',
  ],
  no_reward: [
    () => 'Nobody gave me a reward for the risk, so there is no edge to talk about.',
    ({ plan }) => `No ratio, no trade in ${plan.symbol}.`,
  ],
};
