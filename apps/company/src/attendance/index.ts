export { watchAttendance } from './watch-attendance.ts';
