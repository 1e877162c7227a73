export { collectNotifications } from './collect-notifications.ts';
export type { Webhook } from './request.ts';
export { sendNotifications } from './send-notifications.ts';
export { hasNotification, reviveNotification } from './store.ts';
