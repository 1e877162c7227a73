export { brokerContract, type VenueTraits } from './broker-contract.ts';
export type { BrokerUnderTest, StopsUnderTest } from './broker-under-test.ts';
export { type MarketUnderTest, marketContract } from './market-contract.ts';
