import { type EventSpec, eventCatalogue, feedLevels } from '@atc/core/company/events';
import { z } from 'zod';
import { endpoint, noInput, ok, pageOf } from '../http/index.ts';

const names = z.record(z.string(), z.string());

const specView = z
  .object({
    kind: z.string(),
    author: z.string().meta({ description: 'the agent that tells it, or `any`' }),
    level: z.enum(feedLevels).meta({ description: 'who listens at this level or a fuller one hears of it' }),
    tags: z.array(z.string()),
    moreTags: names.meta({ description: 'tags that some of them carry, and when' }),
    fields: z.looseObject({}).meta({ description: 'the JSON schema of its `fields`' }),
    actionable: z.boolean().meta({ description: 'whether triggers and reactions may act on it' }),
  })
  .meta({ id: 'EventKind' });

export const listCatalogue = endpoint({
  summary:
    'Every kind of event: who tells it, its tags and its fields. Triggers and reactions are written against this',
  input: noInput,
  response: pageOf(specView),
  handle: async () => ok({ items: Object.entries(eventCatalogue).map(viewOf), nextCursor: null }),
});

function viewOf([kind, { author, level, tags, moreTags = {}, fields, actionable }]: [string, EventSpec]) {
  const { $schema: _, ...schema } = z.toJSONSchema(fields);
  return { kind, author, level, tags: [...tags], moreTags: { ...moreTags }, fields: schema, actionable };
}
