// JavaScript, because Node loads it with what it imports; from TypeScript, Babel would translate all of it for two thirds of the packaging.
import { builderConfig } from './build/packaging/builder-config.ts';
import { prepareSigning } from './build/packaging/signing.ts';

prepareSigning(process.env);
export default builderConfig(process.env);
