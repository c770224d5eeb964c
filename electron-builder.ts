import { builderConfig } from './build/packaging/builder-config.ts';
import { prepareSigning } from './build/packaging/signing.ts';

prepareSigning(process.env);
export default builderConfig(process.env);
