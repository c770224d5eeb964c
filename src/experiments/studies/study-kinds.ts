/** The guided studies. A sweep from a guided study stores its kind, and its page then ends with the study's conclusion. */
export const studyKinds = ['howMuchL2', 'l1AgainstL2', 'dataAgainstLambda'] as const;
export type StudyKind = (typeof studyKinds)[number];
