import type { IdeaBriefing, OwnIdea } from '../idea.ts';

/** What an agent does by itself by rule: the first that there is, for the surest memory that speaks for it. */
export function imagineByRule({ memories, options }: IdeaBriefing): OwnIdea | null {
  for (const { id, because, bound, hours } of options) {
    const memory = memories.find((one) => because.includes(one.id));
    if (memory) return { option: id, memory: memory.id, why: memory.content, bound, hours: hours.usual };
  }
  return null;
}
