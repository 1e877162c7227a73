import { readConfig } from '@atc/core/kernel/config';
import { seededDice } from '@atc/core/kernel/dice';
import { testCompany } from '@atc/core/testing';
import { type LocalOpenAi, type Misbehaviour, openLocalOpenAi } from '@atc/venues/openai';
import { openMinds } from './index.ts';
import { ruleMind } from './rule-mind/index.ts';
import { type MindUnderTest, mindContract } from './testing/mind-contract.ts';

const KEY = 'sk-local';
const MANY = 1000;
const memory = { agentId: 'sage', type: 'lesson', content: 'SOL lost 7.0% in a day.', confidence: 0.7 } as const;
const answers = {
  review: { text: 'The numbers\nhold.', vote: 'abstain', probability: 0.9, reason: 'They hold.' },
  speech: { text: 'Noted,\u200b 8.7% it is.' },
  distillation: { memories: [{ ...memory, token: 'SOL', tradeIds: ['t1'] }], actions: ['check_rules'] },
  idea: { idea: { option: 'halve:SOL', memory: 'm2', why: 'SOL stands at\n-3.0%.', bound: 0, hours: 8 } },
};

/** A mind on a server of this machine, which `spoil` makes a bad one. */
async function openModel(
  spoil: (server: LocalOpenAi) => void,
  variables: Readonly<Record<string, string>> = {},
  told: Readonly<Record<string, unknown>> = answers,
): Promise<MindUnderTest> {
  const company = await testCompany();
  const server = await openLocalOpenAi({ apiKey: KEY, answers: told });
  spoil(server);
  const budget = { LLM_DAILY_TOKENS: '100000000', LLM_DAILY_USD: '1000' };
  const config = readConfig({
    MIND: 'openai',
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: server.baseUrl,
    ...budget,
    ...variables,
  });
  return {
    mind: openMinds({ ...company.ctx, config }).of('atlas'),
    close: async () => {
      await server.close();
      await company.close();
    },
  };
}

const yes = { text: 'Do it.', vote: 'approve', probability: 1, reason: 'Because.' };
const alwaysWrong = (how: Misbehaviour) => (server: LocalOpenAi) => server.misbehave(how, MANY);
const failing = (status: number) => (server: LocalOpenAi) =>
  server.faults.inject({ path: /completions/, moment: 'before', fault: { kind: 'status', status }, times: MANY });

mindContract('the mind of rules', async () => ({ mind: ruleMind(seededDice('4')) }));
mindContract('a language model', () => openModel(() => {}));
mindContract('a language model that approves everything', () => openModel(() => {}, {}, { ...answers, review: yes }));
mindContract('a language model that invents figures', () => openModel(alwaysWrong('invented_number')));
mindContract('a language model that gives no form', () => openModel(alwaysWrong('not_json')));
mindContract('a language model whose server is down', () => openModel(failing(503)));
mindContract('a language model without a budget', () => openModel(() => {}, { LLM_DAILY_TOKENS: '100' }));
