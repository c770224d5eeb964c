import type { Lambdas, LayerConfig, OptimizerConfig, RunConfig } from '#api';

type FieldsOf<Union> = Union extends unknown ? Exclude<keyof Union, 'kind'> & string : never;
/** What a table is, rather than how it is used. */
type TableFact = 'digest' | 'name' | 'rows' | 'testRows' | 'features';
type Schedule = NonNullable<OptimizerConfig['schedule']>;

/** A number that a layer has besides its units and penalty factors. */
export type LayerNumber = Exclude<FieldsOf<LayerConfig>, 'units' | keyof Lambdas>;
export type OptimizerField = Exclude<FieldsOf<OptimizerConfig>, 'schedule'>;

/** Dotted paths of a config outside its layers: where they are called something, the compiler asks for every one. */
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
