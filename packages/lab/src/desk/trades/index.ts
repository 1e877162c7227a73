export { carryOut } from './carry-out.ts';
export { reviewProposal } from './review-proposal.ts';
export { watchPrices } from './watch-prices.ts';
