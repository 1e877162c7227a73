export { cancelUnsent } from '../../desk/orders/report/settle-order.ts';
export {
  buyWork,
  DESK_PRICE,
  type OrderContext,
  orderContext,
  type Purchase,
  type VenueProbe,
} from './order-context.ts';
export type { KilledOrder, KillPoint } from './place-until-killed.ts';
