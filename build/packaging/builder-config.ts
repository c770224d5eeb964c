import type { Configuration } from 'electron-builder';
import { type Platform } from './target.ts';

/** What electron-builder is told. Root of all paths is the project. */
export function builderConfig(): Configuration {
  return {
    appId: 'io.github.lambdascope',
    productName: 'Lambdascope',
    copyright: 'Copyright © The Lambdascope authors',
    directories: { output: 'dist', buildResources: 'build' },
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    asar: true,
    asarUnpack: ['**/*.node'],
    npmRebuild: false, // the binary is N-API: the same for Node and Electron
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false, // a build for Playwright needs it on: -c.electronFuses.enableNodeCliInspectArguments=true
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    },
    electronLanguages: ['en-US'],
    toolsets: { appimage: '1.0.3' }, // the default one always passes --no-sandbox
    mac: {
      files: filesFor('darwin'),
      category: 'public.app-category.developer-tools',
      target: ['dmg', 'zip'],
    },
    win: { files: filesFor('win32'), target: ['nsis'] },
    nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
    linux: {
      files: filesFor('linux'),
      category: 'Science',
      icon: 'build/icons',
      synopsis: 'How much regularization does this network need?',
      target: ['AppImage', 'deb'],
      maintainer: 'The Lambdascope authors <lambdascope@users.noreply.github.com>',
    },
    publish: null,
  };
}

/**
 * What goes into app.asar: the build, and of the packages what it imports at run time. better-sqlite3 brings the binaries of
 * every system; each gets its own, by name, because electron-builder's own word for the system means the building one.
 */
function filesFor(platform: Platform): { filter: string[] }[] {
  const filter = [
    'out/**',
    '!out/.stamp',
    '!out/main/cli.js', // the command line runs on Node, not inside the app
    '!**/*.map',
    '!node_modules/**',
    'node_modules/better-sqlite3/{package.json,LICENSE,lib/**}',
    `node_modules/better-sqlite3/prebuilds/${platform}-\${arch}.node`,
    '!**/*.{d.ts,d.cts,d.mts}',
  ];
  return [{ filter }]; // from plain patterns electron-builder would take all packages out
}
