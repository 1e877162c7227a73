export { openTopstepxBroker } from '../adapter/topstepx-broker.ts';
export { openTopstepxClient } from '../adapter/topstepx-client.ts';
