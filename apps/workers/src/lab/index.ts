export { type LabOptions, type OpenedLab, openLab } from './open-lab.ts';
