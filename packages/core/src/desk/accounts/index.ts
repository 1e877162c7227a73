export { type Account, findAccount, openPaperAccount, paperAccount } from './store.ts';
