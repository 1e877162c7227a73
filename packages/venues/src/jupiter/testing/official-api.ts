import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = fileURLToPath(new URL('../../../../../../shared/data/api/jupiter/openapi', import.meta.url));
const files = ['swap_v2_swap', 'price_v3_price', 'tokens_v2_tokens', 'ultra_ultra'];

/** Whether the files that Jupiter publishes are on this machine. */
export const officialFilesAreThere = existsSync(folder);

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: z.record(z.string(), z.unknown()),
});
type Parameter = z.infer<typeof parameter>;

const operation = z.object({
  parameters: z.array(z.record(z.string(), z.unknown())).default([]),
  responses: z.object({
    '200': z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) }),
  }),
});
const specification = z.object({
  servers: z.tuple([z.object({ url: z.url() })]),
  components: z.record(z.string(), z.unknown()).default({}),
  paths: z.record(z.string(), z.object({ get: z.unknown().optional() })),
});

/** One question that Jupiter's own files know. */
export interface OfficialQuestion {
  /** What is wrong with a query by them, in words; nothing when all is well. */
  queryFaults(query: Readonly<Record<string, string>>): readonly string[];
  /** What is wrong with a body as the answer to it. */
  answerFaults(body: unknown): readonly string[];
}

/** Every question of Jupiter's published OpenAPI files by its path. */
export function readOfficialApi(): ReadonlyMap<string, OfficialQuestion> {
  return new Map(files.flatMap((name) => questionsOf(parse(readFileSync(`${folder}/${name}.yaml`, 'utf8')))));
}

function questionsOf(text: unknown): readonly (readonly [string, OfficialQuestion])[] {
  const { servers, components, paths } = specification.parse(withNulls(text));
  const base = new URL(servers[0].url).pathname.replace(/\/$/, '');
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const found = operation.safeParse(get);
    return found.success ? [[`${base}${path}`, questionOf(found.data, components)] as const] : [];
  });
}

function questionOf({ parameters, responses }: z.infer<typeof operation>, components: object): OfficialQuestion {
  // Values of a query are text: what they are meant to be is read from them.
  const ajv = new Ajv({ strict: false, coerceTypes: true, validateFormats: false });
  const exact = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const known = parameters.map((one) => parameter.parse(resolve(one, components))).filter((one) => one.in === 'query');
  const judge = exact.compile({ ...Object(responses['200'].content['application/json'].schema), components });
  return {
    queryFaults: (query) => [
      ...Object.keys(query).flatMap((name) => (known.some((one) => one.name === name) ? [] : [`${name} is unknown`])),
      ...known.flatMap((one) => valueFaults(one, query[one.name], ajv)),
    ],
    answerFaults: (body) => faultsOf(judge, body),
  };
}

function valueFaults({ name, required, schema }: Parameter, value: string | undefined, ajv: Ajv): readonly string[] {
  if (value === undefined) return required ? [`${name} is missing`] : [];
  return faultsOf(ajv.compile({ type: 'object', properties: { [name]: schema } }), { [name]: value });
}

function faultsOf(judge: ValidateFunction, value: unknown): readonly string[] {
  return judge(value) ? [] : (judge.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** `nullable` beside what may be null, as OpenAPI 3.0 writes it, in the words of JSON schema. */
function withNulls(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNulls);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withNulls(value)]));
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

function resolve(one: Readonly<Record<string, unknown>>, components: object): unknown {
  if (typeof one.$ref !== 'string') return one;
  const names = one.$ref.split('/').slice(2);
  return names.reduce<unknown>((found, name) => Object(found)[name], components);
}
