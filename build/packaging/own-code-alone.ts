import type { Plugin } from 'vite';

/** What a bundle says about the modules in one of its files. */
type BundledFile =
  | { readonly type: 'asset' }
  | { readonly type: 'chunk'; readonly moduleIds: readonly string[] };

/** The packages that files of a bundle were made from, by the paths of their modules. */
export function packagesIn(files: readonly BundledFile[]): string[] {
  const ids = files.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const names = ids.flatMap(
    (id) => /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(id)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

/** Fails a build of web workers that includes packages: Vite, which records the licences of everything else, leaves workers out. */
export function ownCodeAlone(): Plugin {
  return {
    name: 'own-code-alone',
    generateBundle(_options, bundle) {
      const found = packagesIn(Object.values(bundle));
      if (found.length > 0)
        this.error(`web workers bundle packages whose licences are not listed: ${found.join(', ')}`);
    },
  };
}
