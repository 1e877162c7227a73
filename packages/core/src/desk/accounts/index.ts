export { bookTransfer, type Transfer } from './book-transfer.ts';
export { type Account, accountOf, findAccount, listAccounts, openAccount, type VenueAccount } from './store.ts';
