import { reviewDayOf } from '@atc/core/loop/strategies';
import { type Desk, wallOfDesk } from '../state/index.ts';

/** Settles the forecasts of yesterday in the first beat of every morning. */
export function reviewMorning(desk: Desk): void {
  const day = reviewDayOf(wallOfDesk(desk));
  if (day === null || day === desk.reviewed) return;
  desk.reviewed = day;
  desk.forecasts.settle(desk.world.market, desk.now);
}
