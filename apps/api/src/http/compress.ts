import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { errorText } from '@atc/core/kernel/errors';
import type { Log } from '@atc/core/kernel/log';
import type { Request, RequestHandler, Response } from 'express';

/** Shorter answers fit into a packet as they are. */
const LEAST_BYTES = 1024;
const TEXTS = /^(text\/(?!event-stream)|application\/([\w.-]+\+)?json|application\/javascript|image\/svg)/;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Fast rather than small: an answer is made for one reader. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const makers = {
  br: (bytes: Buffer) => brotli(bytes, BROTLI),
  gzip: (bytes: Buffer) => zip(bytes),
} as const;

/** Compresses texts above 1 KB that are sent whole, for those who accept it. Streams are never held back by it. */
export function compressAnswers(log: Log): RequestHandler {
  return (req, res, next) => {
    const plain = res.send.bind(res);
    res.send = (body) => {
      // What sends on is sent as it is.
      res.send = plain;
      const bytes = bytesOf(body, res);
      const way = bytes && wayOf(req, res);
      if (bytes === null || way === null) return plain(body);
      makers[way](bytes).then(
        (small) => sendSmall(res, way, small),
        (error: unknown) => {
          log.warn({ error: errorText(error) }, 'an answer could not be compressed');
          if (!res.headersSent) plain(body);
        },
      );
      return res;
    };
    next();
  };
}

/** The bytes of a body that is long enough; null for any other. A text gets the type that Express would give it. */
function bytesOf(body: unknown, res: Response): Buffer | null {
  if (Buffer.isBuffer(body)) return body.length < LEAST_BYTES ? null : body;
  if (typeof body !== 'string' || body.length < LEAST_BYTES) return null;
  const type = res.get('content-type') ?? 'text/html';
  res.setHeader('content-type', type.includes('charset=') ? type : `${type}; charset=utf-8`);
  return Buffer.from(body);
}

function wayOf(req: Request, res: Response): keyof typeof makers | null {
  if (!TEXTS.test(res.get('content-type') ?? '') || res.get('content-encoding') !== undefined) return null;
  res.vary('Accept-Encoding');
  if (req.method === 'HEAD') return null;
  if (req.acceptsEncodings('br') === 'br') return 'br';
  return req.acceptsEncodings('gzip') === 'gzip' ? 'gzip' : null;
}

function sendSmall(res: Response, way: keyof typeof makers, small: Buffer): void {
  // Who asked may be gone meanwhile.
  if (res.headersSent || res.destroyed) return;
  res.set('content-encoding', way).send(small);
}
