export { type Course, holdCourse } from './hold.ts';
export { type Summary, summaryOf } from './summary.ts';
