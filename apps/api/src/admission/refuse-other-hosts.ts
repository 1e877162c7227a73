import type { RequestHandler } from 'express';
import { type FrontConfig, frontOf, isOurHost, problem, sendProblem } from '../http/index.ts';

/** Refuses requests for other names than this server's, so that no stranger's name can be pointed at it. */
export function refuseOtherHosts(config: FrontConfig): RequestHandler {
  return (req, res, next) => {
    const named = new Set([req.headers.host, frontOf(req.headers, config).host]);
    for (const host of named) {
      // HTTP/1.0 knows no Host, and browsers speak none.
      if (host === undefined && req.httpVersion !== '1.0')
        return sendProblem(res, problem('bad_request', 'send a Host header'));
      if (host !== undefined && !isOurHost(host, config))
        return sendProblem(
          res,
          problem('misdirected', `this server is not called ${host.slice(0, 100)}: ALLOWED_HOSTS lists its names`),
        );
    }
    next();
  };
}
