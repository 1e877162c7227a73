export { type Guard, openGuard, serveEndpoint } from './admit.ts';
export { callerOf } from './caller.ts';
export { limitSignIns } from './limits.ts';
export { bodyProblem, readBody } from './read-body.ts';
export { refuseOtherHosts } from './refuse-other-hosts.ts';
