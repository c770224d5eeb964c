import { AppError, type CommandArguments, type Handlers, type RunDetail } from '#api';
import { pythonScript } from '#experiments';
import type { PreparedFile } from '../export-tickets.ts';
import { requireKnownConfig } from '../known-config.ts';
import type { Services } from '../services.ts';
import { fileNameOf } from './file-name.ts';
import { findParameters } from './find-parameters.ts';

type Query = CommandArguments<'prepareRunFile'>;
type Preparations = {
  readonly [Kind in Query['kind']]: (
    run: RunDetail,
    query: Extract<Query, { kind: Kind }>,
  ) => PreparedFile | Promise<PreparedFile>;
};

/** Handlers for runs as files for other programs. */
export function createRunFileHandlers({
  store,
  tickets,
}: Pick<Services, 'store' | 'tickets'>): Pick<Handlers, 'prepareRunFile'> {
  const preparations: Preparations = {
    script(run, { framework }) {
      requireOwnStart(run);
      const { config, name } = run;
      const samplesFile = fileNameOf(run, '-samples.csv');
      return textFile(fileNameOf(run, '.py'), pythonScript({ config, name, framework, samplesFile }));
    },
    samples(run) {
      const { dataset } = run.config;
      if (dataset.kind !== 'table') {
        throw conflict(
          run,
          `generates its samples (${dataset.kind}), as its script does; only the samples of a table can be exported`,
        );
      }
      return {
        fileName: fileNameOf(run, '-samples.csv'),
        chunks: store.exportSamples({ ...run.config, dataset }),
      };
    },
    config: (run) => textFile(fileNameOf(run, '.json'), `${JSON.stringify(run.config, null, 2)}\n`),
    async parameters(run, { epoch }) {
      const { npzChunks } = await import('./npz.ts'); // with tables of its own, which no start needs
      const found = await findParameters(store, run, epoch);
      return {
        fileName: fileNameOf(run, `-epoch-${found.epoch}.npz`),
        chunks: npzChunks(found.arrays),
      };
    },
  };

  return {
    async prepareRunFile(query) {
      const run = await store.getRun(query.id);
      requireKnownConfig(run);
      const prepare = preparations[query.kind] as (run: RunDetail, query: Query) => Promise<PreparedFile>;
      const file = await prepare(run, query);
      return { ticket: tickets.issue(file), fileName: file.fileName };
    },
  };
}

/** A fork's config does not tell which parameters it began with. */
function requireOwnStart(run: RunDetail): void {
  const { branch } = run;
  if (branch === null || branch.epoch === 0) return;
  const parent =
    branch.parentName === null ? 'a run that was deleted' : `run ${branch.parentName} (${branch.parentId})`;
  throw conflict(
    run,
    `continues from epoch ${branch.epoch} of ${parent}, where no script can begin; export the script of that run, ` +
      'or train this config as a new run',
  );
}

function conflict({ id, name }: RunDetail, reason: string): AppError {
  return new AppError('conflict', `run ${name} (${id}) ${reason}`, { details: { id } });
}

function textFile(fileName: string, text: string): PreparedFile {
  return { fileName, chunks: [text] };
}
