export { type CalendarHold, claimCalendar, openCalendarHold } from './hold-calendar.ts';
export { deskUrl, type Holder, type Life, nameHolder } from './holder.ts';
export { lookFor, thisMachine, thisProcess } from './look-for-process.ts';
export { readCalendar, readCompanyTag } from './store.ts';
