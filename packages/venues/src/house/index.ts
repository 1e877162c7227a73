export type { Deaths, House, SignerService, WalletTools } from './house.ts';
export type { ChaosStage, ChaosTools, ChaosTwin, ChaosVenue, RehearsalWish, Rehearsed, VenueTwin } from './twin.ts';
