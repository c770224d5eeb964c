export { concludeStudy } from './conclude-study.ts';
export type { ConcludedSweep } from './study-cells.ts';
export { studies, type Study } from './studies.ts';
export { studyKinds, type StudyKind } from './study-kinds.ts';
