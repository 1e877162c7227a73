export { type DailySpending, openDailySpending } from './daily-spending.ts';
export { KeystoreError } from './keystore.ts';
export { type LocalSignerOptions, openLocalSigner } from './local-signer.ts';
export { openRemoteSigner } from './remote/open-remote-signer.ts';
export { type SignerServer, serveSigner } from './remote/serve-signer.ts';
export type { Signer, SigningAnswer, SigningRequest, SwapIntent } from './signer.ts';
export { createWallet, importWallet, openWallet, walletAddress } from './wallet.ts';
