import { errorText } from '@atc/core/kernel/errors';
import { plainText } from '@atc/core/kernel/text';
import express, { type RequestHandler } from 'express';
import { type Problem, problem, sendProblem } from '../http/index.ts';

const BODY_LIMIT = '100kb';

/**
 * Reads a JSON body of an admitted request; refuses other types. What cannot be read is an error that `bodyProblem`
 * knows.
 */
export function readBody(): readonly RequestHandler[] {
  return [refuseOtherTypes, express.json({ limit: BODY_LIMIT })];
}

const refuseOtherTypes: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('application/json'))
    return sendProblem(res, problem('not_json', 'send `Content-Type: application/json`'));
  next();
};

/** What a client did wrong before an endpoint saw its request; null when it is our own fault. */
export function bodyProblem(error: unknown): Problem | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (status === 413) return problem('too_large', `a body may have at most ${BODY_LIMIT}`);
  if (status === 415) return problem('not_json', 'send UTF-8 JSON, compressed with gzip or not at all');
  if (error instanceof SyntaxError && status === 400) return problem('malformed_json', plainText(error.message, 200));
  // Express's own for files: a range or a precondition that cannot be met.
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
  return isTheirs ? problem('bad_request', plainText(errorText(error), 200)) : null;
}
