export { closeTrade, type MadeTrade, openTrade, type TradeWish } from './make-trade.ts';
