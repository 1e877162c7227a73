import { z } from 'zod';
import type { Venue } from '../desk/venue/index.ts';
import { declareVariables } from '../kernel/config/index.ts';

const unopened = () => Promise.reject(new Error('nobody opens a scripted venue'));

/** A venue of a name, as a registry would hand it in; with some of it changed. */
export function scriptedVenue(name: string, changes: Partial<Venue> = {}): Venue {
  return {
    name,
    title: name,
    assetClasses: ['equity'],
    mustBeAttended: false,
    stopsRest: false,
    hosting: { mayBeHosted: false, connects: 'api_key', condition: 'It is a script.' },
    variables: declareVariables({ schema: z.object({}), needs: [], read: () => null }),
    classOf: () => 'equity',
    open: unopened,
    market: unopened,
    ...changes,
  };
}
