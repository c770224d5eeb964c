/** The guided studies. A sweep that is one says so, and its page then ends on the study's sentence. */
export const studyKinds = ['howMuchL2', 'l1AgainstL2', 'dataAgainstLambda'] as const;
export type StudyKind = (typeof studyKinds)[number];
