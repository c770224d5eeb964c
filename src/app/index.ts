export { defaultDataDir } from './data-dir.ts';
export { openLambdascope, type Lambdascope, type LambdascopeOptions } from './lambdascope.ts';
