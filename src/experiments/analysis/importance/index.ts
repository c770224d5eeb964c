export { associations, type Association } from './association.ts';
export {
  leastCombinations,
  leastRuns,
  mostRuns,
  settingImportance,
  type Importance,
  type ImportanceStudy,
  type Setting,
} from './importance.ts';
