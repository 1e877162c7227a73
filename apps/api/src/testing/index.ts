export { auditKinds } from '../reads/audit/view.ts';
export { routes } from '../routes.ts';
export { openRelay, type Relay } from './relay.ts';
export { whereOf } from './route-samples.ts';
