export { type MissionStatus, missionMachine, missionStatus, type StepStatus } from './mission.ts';
export { type SettledStep, settleMission } from './settle-mission.ts';
export { insertMission, lockMission, type NewMission, type OpenedMission } from './store.ts';
