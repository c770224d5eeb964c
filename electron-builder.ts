import { builderConfig } from './build/packaging/builder-config.ts';

export default builderConfig();
