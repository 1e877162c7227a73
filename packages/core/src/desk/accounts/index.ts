export { type Account, accountOf, findAccount, openAccount } from './store.ts';
