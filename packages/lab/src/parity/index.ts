export { type Agreement, agreementOf, type PlayedTrade } from './agreement.ts';
