import { agentIds } from '@atc/core/company/roster';
import { talkFormats } from '@atc/core/loop/kinds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distillation } from '../distillation.ts';
import { ungroundedNumbers } from '../grounding.ts';
import { faultOfIdea } from '../idea.ts';
import type { Mind } from '../mind.ts';
import { soundBriefing } from './sound-briefing.ts';
import { soundIdea } from './sound-idea.ts';
import { soundDistil, soundTalk } from './sound-talk.ts';

export interface MindUnderTest {
  readonly mind: Mind;
  close?(): Promise<void>;
}

const LONGEST = 600;
const SOON_MS = 5000;
const soon = () => AbortSignal.timeout(SOON_MS);
const leaving = {
  pnlPct: 0.04,
  pnlUsd: 2.1,
  holdHours: 7,
  entryPrice: '0.00002431',
  stopLoss: '0.00002188',
  fraction: 1,
};
const proposals = [
  soundBriefing(),
  soundBriefing({
    key: 'doubtful',
    plan: { confidence: 0.61, edgeR: -0.2, rewardRisk: 1.2 },
    market: { volume1hUsd: null },
  }),
  soundBriefing({ key: 'exit', plan: { action: 'exit', sizeUsd: null, target: null }, position: leaving }),
];

/** What every mind must do, whoever or whatever thinks in it. Call it in the test file of an implementation. */
export function mindContract(name: string, open: () => Promise<MindUnderTest>): void {
  describe(`${name} keeps the contract of minds`, () => {
    let it: MindUnderTest;
    beforeAll(async () => {
      it = await open();
    });
    afterAll(() => it.close?.());

    test.each(agentIds)('%s votes on a proposal, in plain words, with figures of the briefing', async (agent) => {
      for (const briefing of proposals) {
        const { text, vote, probability, reason } = await it.mind.review(briefing, agent);
        // How sure a voter is, is its own to say.
        const known = { ...briefing, probability };
        expectWords(text, known);
        expectWords(reason, known);
        expect(['approve', 'reject', 'abstain']).toContain(vote);
        expect(probability).toBeGreaterThanOrEqual(vote === 'abstain' ? 0.5 : 0);
        expect(probability).toBeLessThanOrEqual(vote === 'abstain' ? 0.5 : 1);
      }
    });

    test('ATLAS approves nothing without a known reward, SAGE nothing without a stop', async () => {
      const aimless = soundBriefing({ key: 'aimless', plan: { target: null, rewardRisk: null } });
      const stopless = soundBriefing({ key: 'stopless', plan: { stopLoss: null, stopPct: null } });
      expect((await it.mind.review(aimless, 'atlas')).vote).not.toBe('approve');
      expect((await it.mind.review(stopless, 'sage')).vote).not.toBe('approve');
    });

    test.each(agentIds)('%s speaks in every format, and to a proposal', async (agent) => {
      const talks = [
        ...talkFormats.map((format) => soundTalk({ format })),
        soundTalk({ format: 'debate', proposal: soundBriefing() }),
      ];
      for (const briefing of talks) {
        expectWords((await it.mind.speak(briefing, agent, soon())).text, briefing);
      }
    });

    test('a conversation is gone over for what there is in it', async () => {
      const briefing = soundDistil();
      const { distillation: told } = await it.mind.distil(briefing, 'growth', soon());
      expect(distillation.parse(told)).toEqual(told);
      // How many spoke of a thing is counted from what was said.
      const counts = briefing.said.map((_, i) => i + 1);
      for (const { content } of told.memories) expectWords(content, { ...briefing, counts });
    });

    test.each(agentIds)(
      '%s thinks of what it may do, for a memory that speaks for it, and of what proves it wrong',
      async (agent) => {
        const briefing = soundIdea();
        const { idea } = await it.mind.imagine(briefing, agent, soon());
        expect(idea && faultOfIdea(idea, briefing)).toBeNull();
        if (idea) expectWords(idea.why, briefing);
        expect((await it.mind.imagine(soundIdea({ options: [] }), agent, soon())).idea).toBeNull();
      },
    );

    test('the same briefing is answered alike, and left as it was', async () => {
      const [talk, proposal, ended] = [soundTalk(), soundBriefing(), soundDistil()];
      const before = JSON.stringify([talk, proposal, ended]);
      const answers = async () => [
        await it.mind.speak(talk, 'sage', soon()),
        await it.mind.review(proposal, 'sage'),
        await it.mind.distil(ended, 'sage', soon()),
      ];
      expect(await answers()).toEqual(await answers());
      expect(JSON.stringify([talk, proposal, ended])).toBe(before);
    });

    test('a turn that has ended is answered at once all the same', async () => {
      const begun = performance.now();
      expectWords((await it.mind.speak(soundTalk(), 'atlas', AbortSignal.abort())).text, soundTalk());
      expect((await it.mind.distil(soundDistil(), 'growth', AbortSignal.abort())).distillation).toBeDefined();
      expect(performance.now() - begun).toBeLessThan(SOON_MS);
    });
  });
}

function expectWords(text: string, briefing: unknown): void {
  expect(text).toBe(text.trim());
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(LONGEST);
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|undefined|null|NaN|Infinity|\[object/u);
  expect(ungroundedNumbers(text, briefing)).toEqual([]);
}
