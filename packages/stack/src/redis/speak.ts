import { connect, type Socket } from 'node:net';

/** A conversation with a Redis server in its plain text form: enough to look after it, the queues use a real client. */
export interface Redis {
  /** Sends one command of plain words and returns the raw reply. */
  ask(command: string): Promise<string>;
  /** Settles once the connection is closed, by either side. */
  readonly closed: Promise<void>;
  close(): void;
}

const REPLY_MS = 3000;

/** Connects and authenticates; null when nobody on this port takes the password. */
export async function tryRedis(port: number, password: string): Promise<Redis | null> {
  const socket = await open(port);
  if (!socket) return null;
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  socket.once('close', () => resolve());
  const redis = { ask: (command: string) => exchange(socket, command), closed, close: () => socket.destroy() };
  const accepted = await redis.ask(`AUTH ${password}`).catch(() => '-');
  if (accepted.startsWith('+OK')) return redis;
  redis.close();
  return null;
}

function open(port: number): Promise<Socket | null> {
  return new Promise((tell) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => tell(socket));
    socket.on('error', () => tell(null));
    socket.unref();
  });
}

function exchange(socket: Socket, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('data', read).off('close', gone);
      settle();
    };
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      if (isWhole(text)) end(() => resolve(text));
    };
    const gone = () => end(() => reject(new Error('redis closed the connection')));
    const timer = setTimeout(() => end(() => reject(new Error('redis did not reply in time'))), REPLY_MS);
    socket.on('data', read).once('close', gone);
    if (socket.destroyed) return gone();
    socket.write(`${command}\r\n`);
  });
}

/** Whether a reply has come completely: a line, or a block of the length that its first line tells. */
export function isWhole(text: string): boolean {
  const line = text.indexOf('\r\n');
  if (line < 0) return false;
  if (!text.startsWith('$')) return true;
  const length = Number(text.slice(1, line));
  return length < 0 || Buffer.byteLength(text) >= line + 2 + length + 2;
}
