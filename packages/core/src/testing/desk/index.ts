export { type OrderDesk, type OrderDeskOptions, orderDesk } from './order-desk.ts';
export { DESK_START, type OrderWish, type TestDesk, testDesk } from './test-desk.ts';
export { type Ending, endOrder, fillAt, openEntry, positionOf, type TestEntry } from './test-trades.ts';
