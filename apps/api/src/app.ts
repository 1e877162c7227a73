import { errorText, storeFaultOf } from '@atc/core/kernel/errors';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { bodyProblem, type Guard, openGuard, readBody, refuseOtherHosts, serveEndpoint } from './admission/index.ts';
import { BOARD_PATH, mountBoard } from './board.ts';
import type { ApiContext } from './context.ts';
import type { HostContext } from './host-context.ts';
import { compressAnswers, type Problem, problem, sendProblem, unavailable } from './http/index.ts';
import { openApi } from './openapi.ts';
import { mountApplication, mountPages } from './pages/index.ts';
import { expressPath, type Route } from './route.ts';
import { routes } from './routes.ts';
import { closeService, inLane, openService, type Service } from './service.ts';
import { awaitTurn, laneOf } from './turns/index.ts';

export interface AppOptions {
  /** Requests that each key may make in a minute. */
  readonly requestsPerMinute?: number;
  /** Requests with a key that nobody has, of each address in a minute. */
  readonly badKeysPerMinute?: number;
}

export interface App {
  readonly handle: Express;
  /** Ends the streams of events. */
  close(): void;
}

const REQUESTS_PER_MINUTE = 1200;
const BAD_KEYS_PER_MINUTE = 60;

/** The HTTP face of the company: API, pages and queue board. */
export function createApp(
  host: HostContext,
  { requestsPerMinute = REQUESTS_PER_MINUTE, badKeysPerMinute = BAD_KEYS_PER_MINUTE }: AppOptions = {},
): App {
  const service = openService(host);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  // Of `X-Forwarded-For` that many addresses are believed, counted from the right.
  app.set('trust proxy', host.config.front.trustedProxies);
  app.use(
    securityHeaders(),
    measure(service),
    compressAnswers(service.ctx.log),
    refuseOtherHosts(host.config),
    awaitTurn(routes),
    forgetAnswers(service),
  );
  const guard = openGuard({ requestsPerMinute, badKeysPerMinute });
  mountPages(app, service, guard);
  mountBoard(app, service, guard);
  mountDocument(app);
  mountRoutes(app, { service, host, guard });
  mountApplication(app, service.ctx);
  app.use((req, res) => sendProblem(res, problem('not_found', `nothing is at ${req.path.slice(0, 200)}`)));
  app.use(answerError(inLane(service, host, 'control')));
  return { handle: app, close: () => closeService(service) };
}

// Pages carry no inline script; Bull Board brings inline styles.
function securityHeaders(): RequestHandler {
  const directives = {
    'default-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'font-src': ["'self'", 'data:'],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'upgrade-insecure-requests': null,
  };
  // Under `no-referrer` a browser would send `Origin: null` with our own forms.
  return helmet({
    contentSecurityPolicy: { directives },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

function measure({ ctx, times }: Service): RequestHandler {
  return (req, res, next) => {
    const startedMs = ctx.clock.monotonicMs();
    res.on('finish', () => {
      const route = req.originalUrl.startsWith(BOARD_PATH) ? BOARD_PATH : (req.route?.path ?? 'other');
      times.note({
        method: req.method,
        route: String(route),
        status: res.statusCode,
        seconds: (ctx.clock.monotonicMs() - startedMs) / 1000,
      });
    });
    next();
  };
}

/** What was changed is seen by whoever asks afterwards. */
function forgetAnswers({ ctx: { answers } }: Service): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') res.once('prefinish', answers.forget);
    next();
  };
}

function mountDocument(app: Express): void {
  const document = JSON.stringify(openApi(routes));
  app.get('/openapi.json', (_req, res) => void res.type('json').send(document));
}

interface Mounting {
  readonly service: Service;
  readonly host: HostContext;
  readonly guard: Guard;
}

function mountRoutes(app: Express, { service, host, guard }: Mounting): void {
  const served: readonly Route[] = routes.filter(
    ({ role }) => role !== 'cron' || service.ctx.config.cronSecret !== undefined,
  );
  // Path by path, so that one that is named goes before one that any id would fit.
  for (const [path, there] of Map.groupBy(served, (route) => route.path)) {
    for (const route of there) mountRoute(app, route, { service, host, guard });
    app.all(expressPath(path), refuseMethod(there));
  }
}

function mountRoute(app: Express, { method, path, role, does }: Route, { service, host, guard }: Mounting): void {
  const inItsLane = inLane(service, host, laneOf({ method, path, role }));
  const run = 'check' in does ? serveEndpoint(inItsLane.ctx, does) : does.serve(inItsLane);
  const body = method === 'get' ? [] : readBody();
  app[method](expressPath(path), ...guard(inItsLane, { role }), ...body, run);
}

function refuseMethod(there: readonly Route[]): RequestHandler {
  const allow = there.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])).join(', ');
  return (req, res) => {
    if (req.method === 'OPTIONS') return void res.status(204).set({ allow }).end();
    sendProblem(res, problem('method_not_allowed', `${req.method} is not one of ${allow}`, { headers: { allow } }));
  };
}

function answerError({ ctx }: Service): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: express knows an error handler by its four parameters
  return async (error, req, res, next) => {
    const known = bodyProblem(error) ?? tookTooLong(error);
    if (!known)
      ctx.log.error(
        {
          method: req.method,
          path: withoutToken(req.path),
          error: errorText(error),
          stack: error instanceof Error ? error.stack : undefined,
        },
        'request failed',
      );
    if (res.headersSent) return next(error);
    sendProblem(res, known ?? (await unknownProblem(ctx, error)));
  };
}

/** The token of an entry link is in its path, and in no log. */
const withoutToken = (path: string) => path.replace(/^\/enter\/.*/s, '/enter/…');

/** The statement of a reader was ended by the database. */
function tookTooLong(error: unknown): Problem | null {
  if (!errorText(error).includes('statement timeout')) return null;
  return problem('unavailable', 'reading this took too long', { headers: { 'retry-after': '5' } });
}

/** An error that nobody foresaw, unless a store does not do its work: then what the caller wanted was not done. */
async function unknownProblem({ health }: ApiContext, error: unknown): Promise<Problem> {
  const fault = storeFaultOf(error);
  if (fault) return unavailable(fault);
  const { database } = await health.read();
  return database === 'up' ? problem('internal', 'the error is in the log of the company') : unavailable(database);
}
