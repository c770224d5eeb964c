export { concludeStudy, type ConcludedSweep } from './conclude-study.ts';
export { studies, type Study } from './studies.ts';
export { studyKinds, type StudyKind } from './study-kinds.ts';
