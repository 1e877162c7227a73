import { actionsOf } from '@atc/agents/minds';
import { dueFormats, formats, isHeld, options } from '@atc/agents/roundtables';
import type { TalkFormat } from '@atc/core/loop/kinds';
import { resultOf } from '../../engine/index.ts';
import { submitDraft } from '../door/index.ts';
import { type Desk, dayOfDesk, newId, type Proposal, wallOfDesk } from '../state/index.ts';

/** Proposes the conversations that are due on the company's wall clock, each once a day. */
export function conveneDue(desk: Desk): void {
  const day = dayOfDesk(desk);
  for (const format of dueFormats(wallOfDesk(desk))) {
    const dedupeKey = `talk:${format}|${day}`;
    const { title, topic, needsPositions } = formats[format];
    if (desk.proposed.has(dedupeKey) || !isHeld(desk.dice, format, dedupeKey)) continue;
    if (needsPositions && desk.account.positions.length === 0) continue;
    submitDraft(desk, {
      agentId: 'atlas',
      title: `${title}: ${topic}`,
      missionType: 'analysis',
      steps: [{ kind: 'roundtable_conversation', payload: { format, topic } }],
      origin: { kind: 'schedule', id: `${format}|${day}` },
      dedupeKey,
    });
  }
}

/** Does what a conversation wants done when it has ended; what is said in it moves no trade. */
export function concludeTalk(desk: Desk, { id }: Proposal, format: TalkFormat): void {
  desk.usage.consume(id, 'conversations:');
  const wanted = actionsOf({
    format,
    held: desk.account.positions.map((position) => {
      const { symbol, book } = position;
      return { symbol, pnlPct: book.entryCostUsd.isZero() ? 0 : resultOf(position).div(book.entryCostUsd).toNumber() };
    }),
    options: options.map(({ id: name, says }) => ({ id: name, says })),
  });
  const name = newId(desk);
  for (const { id: wish, says, payload } of options.filter((option) => wanted.includes(option.id)))
    submitDraft(desk, {
      agentId: payload.agentId,
      title: says,
      missionType: 'analysis',
      steps: [{ kind: 'agent_task', payload }],
      origin: { kind: 'roundtable', id: name },
      dedupeKey: `action:${name}:${wish}`,
    });
}
