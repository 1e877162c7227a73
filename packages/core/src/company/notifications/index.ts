export { collectNotifications } from './collect-notifications.ts';
export type { Webhook } from './request.ts';
export { type Alarm, endAlarm, postTest, sendAlarm } from './send-alarm.ts';
export { sendNotifications } from './send-notifications.ts';
export { hasNotification, reviveNotification } from './store.ts';
