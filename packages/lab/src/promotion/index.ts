export { judgePromotion, mayLookAtHoldout } from './judge-promotion.ts';
