export { associations, type Association } from './association.ts';
export {
  minImportanceCombinations,
  minImportanceRuns,
  maxImportanceRuns,
  settingImportance,
  type Importance,
  type ImportanceStudy,
  type Setting,
} from './importance.ts';
