import { conversationMachine } from '@atc/agents/roundtables';
import { orderMachine } from '@atc/core/desk/orders';
import { positionMachine } from '@atc/core/desk/positions';
import type { Machine } from '@atc/core/kernel/machine';
import { missionMachine } from '@atc/core/loop/missions';
import { proposalMachine } from '@atc/core/loop/proposals';
import { stepMachine } from '@atc/core/loop/steps';
import { generated, wrap } from './wrap.ts';

interface Drawing {
  readonly title: string;
  readonly about: string;
  readonly machine: Machine<string>;
}

/** The machines of the manual. */
export const drawings: readonly Drawing[] = [
  {
    title: 'Proposal',
    about: 'A proposal says what somebody wants to do. The door, a review, a debate or an operator decides it.',
    machine: proposalMachine,
  },
  {
    title: 'Mission',
    about: 'An accepted proposal becomes a mission. Its state follows from the states of its steps.',
    machine: missionMachine,
  },
  {
    title: 'Step',
    about: 'A step is one job of a mission. A worker holds it under a lease of five seconds, which it renews.',
    machine: stepMachine,
  },
  {
    title: 'Order',
    about: 'An order is written down before the venue is called. Only the venue resolves an unknown order.',
    machine: orderMachine,
  },
  {
    title: 'Position',
    about: 'A position belongs to one entry. The desk watches its stop while it is open.',
    machine: positionMachine,
  },
  {
    title: 'Conversation',
    about: 'A conversation goes from turn to turn. A desk review and a debate are conversations about a proposal.',
    machine: conversationMachine,
  },
];

/** Returns the page with a diagram of each machine. */
export function statesPage(): string {
  const intro = wrap('Each diagram is drawn from the table that the code of that room uses.');
  return `${generated('States', 'the transition tables')}\n${intro}\n\n${drawings.map(draw).join('\n\n')}\n`;
}

function draw({ title, about, machine }: Drawing): string {
  const lines = arrowsOf(machine).map((arrow) => `  ${arrow}`);
  return `## ${title}\n\n${wrap(about)}\n\n\`\`\`mermaid\nstateDiagram-v2\n${lines.join('\n')}\n\`\`\``;
}

/** The arrows of a machine: into it, from state to state, and out of it where nothing follows. */
function arrowsOf({ begins, follows }: Machine<string>): readonly string[] {
  const inside = Object.entries(follows).flatMap(([from, next]) => {
    const arrows = Object.entries(next).map(([to, why]) => `${from} --> ${to}: ${why}`);
    return arrows.length > 0 ? arrows : [`${from} --> [*]`];
  });
  return [...Object.entries(begins).map(([state, why]) => `[*] --> ${state}: ${why}`), ...inside];
}
