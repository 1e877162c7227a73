export { nextInstant } from './next-instant.ts';
export { type Calendar, type CalendarContext, startCalendar } from './run-calendar.ts';
