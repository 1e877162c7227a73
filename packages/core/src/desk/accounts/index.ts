export { bookTransfer, type Transfer } from './book-transfer.ts';
export { type Account, accountOf, findAccount, openAccount } from './store.ts';
