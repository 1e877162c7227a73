export { topstepxFeeRoom } from './contract.ts';
export { openTopstepxBroker, type TopstepxBroker } from './topstepx-broker.ts';
export { openTopstepxClient } from './topstepx-client.ts';
