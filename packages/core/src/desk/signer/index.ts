export { type DailySpending, openDailySpending } from './daily-spending.ts';
export { KeystoreError } from './keystore.ts';
export { type LocalSignerOptions, openLocalSigner } from './local-signer.ts';
export type { Signer, SigningAnswer, SigningRequest, SwapIntent } from './signer.ts';
export { createWallet, importWallet, openWallet, walletAddress } from './wallet.ts';
