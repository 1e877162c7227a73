export { followWallets } from './follow-wallets.ts';
