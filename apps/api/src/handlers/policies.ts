import {
  findPolicy,
  isPolicyKey,
  listPolicyHistory,
  listPolicies as listStored,
  policySchemas,
  writePolicy,
} from '@atc/core/company/policies';
import { z } from 'zod';
import { endpoint, invalid, missing, noInput, ok, pageOf, problem } from '../http/index.ts';
import { policyDetail, policyView } from '../reads/policies/view.ts';
import { show } from '../reads/view.ts';

const byKey = z.object({ params: z.object({ key: z.string().max(64) }) });
const versionTag = (version: number) => ({ etag: `"${version}"` });

export const listPolicies = endpoint({
  summary: 'Every policy with its version',
  input: noInput,
  response: pageOf(policyView),
  handle: async (ctx) => {
    const stored = await listStored(ctx.db);
    const items = stored.map(({ json, ...policy }) => show(policyView, { ...policy, value: JSON.parse(json) }));
    return ok({ items, nextCursor: null });
  },
});

export const showPolicy = endpoint({
  summary: 'A policy with the schema of its value and its history; its version is the ETag',
  input: byKey,
  response: policyDetail,
  handle: async (ctx, { params }) => {
    const policy = await findPolicy(ctx.db, params.key);
    if (!policy) return missing('policy');
    return ok(
      show(policyDetail, {
        ...policy,
        schema: schemaOf(params.key),
        history: await listPolicyHistory(ctx.db, params.key),
      }),
      versionTag(policy.version),
    );
  },
});

/** What a value of this policy must be, as JSON Schema. */
function schemaOf(key: string): Readonly<Record<string, unknown>> {
  if (!isPolicyKey(key)) return {};
  // A check in code alone, such as that of a time zone, has no form in JSON Schema: it is made when the value is sent.
  const { $schema: _, ...schema } = z.toJSONSchema(policySchemas[key], { io: 'input' });
  return schema;
}

const replacement = z.strictObject({
  value: z.record(z.string(), z.json()),
  reason: z.string().trim().min(1).max(500),
});

export const replacePolicy = endpoint({
  summary: 'Replace a policy; `If-Match` names the version that you have seen',
  input: byKey.extend({ body: replacement }),
  response: policyView,
  handle: async (ctx, { params, body }, { ifMatch, caller }) => {
    const version = seenVersion(ifMatch);
    if (version === null)
      return problem('version_needed', 'send `If-Match: <version>` with the version of the policy that you change');
    const written = await writePolicy(ctx, {
      key: params.key,
      value: body.value,
      version,
      changedBy: `operator:${caller.name}`,
      reason: body.reason,
    });
    if (written.outcome === 'unknown_key') return missing('policy');
    if (written.outcome === 'invalid')
      return invalid(written.issues.map(({ path, message }) => ({ path: path ? `value.${path}` : 'value', message })));
    if (written.outcome === 'stale')
      return problem('stale', `the policy is at version ${written.version} now`, {
        headers: versionTag(written.version),
      });
    const policy = await findPolicy(ctx.db, params.key);
    return policy ? ok(show(policyView, policy), versionTag(policy.version)) : missing('policy');
  },
});

function seenVersion(ifMatch: string | null): number | null {
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
