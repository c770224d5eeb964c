export { completeFilter, type Completion, type Completions, type KnownValues } from './complete-filter.ts';
export { isWholeNumber } from './config-fields.ts';
export {
  fieldTemplates,
  ownFields,
  findField,
  isOfLayers,
  ofLayer,
  suggestField,
  type Field,
  type FieldType,
} from './fields.ts';
export { maxFilterLength, operatorsFor, parseFilter, type Filter } from './filter.ts';
export { formatFilter, formatValue } from './format-filter.ts';
export {
  filterTerms,
  joinTerms,
  rangeTerm,
  testedRange,
  testedValues,
  valuesTerm,
  type FilterTerm,
  type ValueRange,
} from './filter-terms.ts';
export { FilterError } from './filter-error.ts';
export { metricNoun, metricSource, type MetricSource } from './metric-fields.ts';
export type { CalendarDay, Moment } from './moment.ts';
export type { FieldTest, OrderOperator, RawValue, Span } from './raw-filter.ts';
export type { FilterValue } from './typed-value.ts';
