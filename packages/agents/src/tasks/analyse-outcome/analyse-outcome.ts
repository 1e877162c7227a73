import type { Task } from '../task.ts';
import { analyseTrade } from './analyse-trade.ts';
import { reviewPerformance } from './review-performance.ts';

/** GROWTH analyses a trade, or, asked about the company, how its trades came out. */
export const analyseOutcome: Task = (ctx, request) =>
  request.subject === 'company' ? reviewPerformance(ctx, request) : analyseTrade(ctx, request);
