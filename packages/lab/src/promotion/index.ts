export { judgePromotion, promotionGates } from './judge-promotion.ts';
