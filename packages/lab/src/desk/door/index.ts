export { missionOf, submitDraft } from './submit-draft.ts';
