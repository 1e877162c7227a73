export { type Recording, recordDays, writeRecording } from './recording.ts';
