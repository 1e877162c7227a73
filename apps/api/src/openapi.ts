import { z } from 'zod';
import type { Endpoint } from './http/index.ts';
import { problemBody } from './http/index.ts';
import type { Route } from './route.ts';
import { VERSION } from './system/build.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document, made from the same schemas that check requests. */
export function openApi(routes: readonly Route[]): Json {
  const schemas = new Map<string, unknown>();
  const problemSchema = schemaOf(problemBody, 'problem', { schemas, io: 'output' });
  const paths = Object.fromEntries(
    [...Map.groupBy(routes, ({ path }) => path)].map(([path, there]) => [
      path,
      Object.fromEntries(there.map((route) => [route.method, operationOf(route, schemas)])),
    ]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Autonomous Trading Company',
      version: VERSION,
      description:
        'Decimals are strings, times are ISO 8601 UTC, percentages are fractions. `Idempotency-Key` ' +
        'on POST returns the first answer again.',
    },
    security: [{ key: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      responses: {
        Problem: { description: 'A refusal', content: { 'application/problem+json': { schema: problemSchema } } },
      },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'a key with a role: operator, ingest or viewer' },
      },
    },
  };
}

interface SchemaWish {
  readonly schemas: Map<string, unknown>;
  readonly io: 'input' | 'output';
}

/** A schema as JSON Schema; named ones become components, which it refers to. */
function schemaOf(schema: z.ZodType, owner: string, { schemas, io }: SchemaWish): unknown {
  const { $schema: _, ...written } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const text = JSON.stringify(written)
    .replaceAll('#/$defs/', '#/components/schemas/')
    .replaceAll('__schema', `${owner}_part`);
  const { $defs = {}, ...own }: { $defs?: Record<string, unknown>; id?: string } = JSON.parse(text);
  for (const [name, part] of Object.entries($defs)) schemas.set(name, part);
  if (own.id === undefined) return own;
  schemas.set(own.id, own);
  return { $ref: `#/components/schemas/${own.id}` };
}

function operationOf(route: Route, schemas: Map<string, unknown>): Json {
  const words = route.path.replaceAll(
    /[^A-Za-z]+(\w)?/g,
    (_, letter: string | undefined) => letter?.toUpperCase() ?? '',
  );
  const operationId = `${route.method}${words}`;
  const common = {
    operationId,
    summary: route.does.summary,
    description: needOf(route.role),
    ...(route.role === 'none' ? { security: [] } : {}),
  };
  const refusals = { default: { $ref: '#/components/responses/Problem' } };
  if (!('check' in route.does))
    return {
      ...common,
      responses: { 200: { description: 'as it says', content: { [route.does.produces]: {} } }, ...refusals },
    };
  const response = schemaOf(route.does.response, operationId, { schemas, io: 'output' });
  return {
    ...common,
    parameters: [...parametersOf(route.does, schemas, operationId), ...headersOf(route)],
    ...bodyOf(route.does, schemas, operationId),
    responses: {
      [route.does.status]: {
        description: 'done',
        content: { 'application/json': { schema: response }, ...(route.does.asCsv ? { 'text/csv': {} } : {}) },
      },
      ...refusals,
    },
  };
}

function needOf(role: Route['role']): string {
  if (role === 'none') return 'Needs no key.';
  if (role === 'cron') return 'Needs `CRON_SECRET` as its key; without one set there is nothing here.';
  return `Needs a key with the role ${role}${role === 'operator' ? '' : ' or operator'}.`;
}

function parametersOf({ input }: Endpoint, schemas: Map<string, unknown>, owner: string): readonly Json[] {
  return (['params', 'query'] as const).flatMap((part) => {
    const shape = input.shape[part];
    if (!(shape instanceof z.ZodObject)) return [];
    const place = part === 'params' ? 'path' : 'query';
    return Object.entries(shape.shape).map(([name, schema]) => {
      const required = part === 'params' || !z.safeParse(schema, undefined).success;
      return {
        name,
        in: place,
        required,
        schema: schemaOf(toType(schema), owner, { schemas, io: name === 'limit' ? 'output' : 'input' }),
      };
    });
  });
}

const toType = (schema: z.core.$ZodType): z.ZodType => (schema instanceof z.ZodType ? schema : z.unknown());

function headersOf({ method, path }: Route): readonly Json[] {
  if (method === 'post')
    return [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }];
  return method === 'put' && path.includes('policies')
    ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }]
    : [];
}

function bodyOf({ input }: Endpoint, schemas: Map<string, unknown>, owner: string): Json {
  const body = input.shape.body;
  if (!(body instanceof z.ZodType)) return {};
  const schema = schemaOf(body, owner, { schemas, io: 'input' });
  return { requestBody: { required: !body.safeParse(undefined).success, content: { 'application/json': { schema } } } };
}
