export { byId } from './by-id.ts';
export { compressAnswers } from './compress.ts';
export {
  type Cursor,
  cutPage,
  moment,
  type Page,
  type PageQuery,
  pageByCommit,
  pageById,
  pageByTime,
  pageOf,
  readCursor,
} from './cursor.ts';
export { type Answer, created, type Endpoint, endpoint, noInput, ok, type RequestFacts } from './endpoint.ts';
export { type FrontConfig, frontOf, isOurHost } from './front.ts';
export { openServer } from './open-server.ts';
export { originFault } from './origin.ts';
export { invalid, missing, type Problem, type ProblemKind, problem, problemBody, unavailable } from './problem.ts';
export { send, sendCsv, sendProblem } from './send.ts';
