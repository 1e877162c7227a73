export { demandWalletTools, venues } from './venues.ts';
