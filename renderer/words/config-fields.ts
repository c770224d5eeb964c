import type { Lambdas, LayerConfig, OptimizerConfig, RunConfig } from '#api';

type FieldsOf<Union> = Union extends unknown ? Exclude<keyof Union, 'kind'> & string : never;
/** What a table is, rather than how it is used. */
type TableFact = 'digest' | 'name' | 'rows' | 'testRows' | 'features';
type Schedule = NonNullable<OptimizerConfig['schedule']>;

/** A number of a layer other than its units and penalty factors. */
export type LayerNumber = Exclude<FieldsOf<LayerConfig>, 'units' | keyof Lambdas>;
export type OptimizerField = Exclude<FieldsOf<OptimizerConfig>, 'schedule'>;

/** Dotted paths of a config outside its layers: wherever they are given names, the compiler requires every one. */
export type ConfigField =
  | Extract<
      keyof RunConfig,
      'initialization' | 'epochs' | 'batchSize' | 'evaluateEvery' | 'seed' | 'precision'
    >
  | `dataset.${'kind' | Exclude<FieldsOf<RunConfig['dataset']>, TableFact>}`
  | `validation.${FieldsOf<RunConfig['validation']>}`
  | `test.${Exclude<FieldsOf<NonNullable<RunConfig['test']>>, 'file'>}`
  | `optimizer.${'kind' | 'schedule' | OptimizerField}`
  | `optimizer.schedule.${'kind' | FieldsOf<Schedule>}`
  | `earlyStopping.${keyof NonNullable<RunConfig['earlyStopping']>}`;
