import type { Route } from '../route.ts';
import type { Lane } from './lane-name.ts';

/** Looks that control needs: whether it works, and what the state is. */
const watched: readonly string[] = ['/healthz', '/readyz', '/api/trading-state'];

/** The lane of a route. What an operator does is control, whatever it is about. */
export function laneOf({ method, path, role }: Pick<Route, 'method' | 'path' | 'role'>): Lane {
  if (watched.includes(path)) return 'control';
  if (method === 'get') return 'reading';
  return role === 'operator' ? 'control' : 'writing';
}

/** Finds the lane of a request by its method and path alone, before anything is known of who asks. */
export function openLanes(routes: readonly Route[]): (method: string, path: string) => Lane {
  const control = routes
    .filter((route) => laneOf(route) === 'control')
    .map(({ method, path }) => ({
      methods: method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
      path: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
    }));
  return (method, path) => {
    if (control.some((one) => one.methods.includes(method) && one.path.test(path))) return 'control';
    return method === 'GET' || method === 'HEAD' ? 'reading' : 'writing';
  };
}
