export { admit, serveEndpoint } from './admit.ts';
export { limitBadKeys, limitPerKey, limitSignIns } from './limits.ts';
export { bodyProblem, readBody } from './read-body.ts';
