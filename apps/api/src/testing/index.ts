export { auditKinds } from '../reads/audit/view.ts';
export { routes } from '../routes.ts';
export { makeMissions } from './make-rows.ts';
export { findBrowser, openBrowser } from './open-browser.ts';
export { openRelay, type Relay } from './relay.ts';
export { queryOf, whereOf } from './route-samples.ts';
export { type ServedApp, serveApp } from './serve-app.ts';
export { type TestApi, testApi } from './test-api.ts';
