import { parseEnv } from 'node:util';

const SECRET = /KEY|SECRET|TOKEN|PASSPHRASE|PASSWORD|(DATABASE|REDIS|RPC|WEBHOOK)_URL/;

/** Whether the mode of a file lets others on this machine read it; nobody else is known of on Windows. */
export function isReadByOthers(mode: number, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && (mode & 0o044) !== 0;
}

/** Names of the variables of an environment file that hold a secret, by the alphabet. */
export function secretsIn(text: string): readonly string[] {
  const held = Object.entries(parseEnv(text)).filter(([name, value]) => value && SECRET.test(name));
  return held.map(([name]) => name).sort();
}
