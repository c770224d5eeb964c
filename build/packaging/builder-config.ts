import type { Configuration } from 'electron-builder';
import { appId } from '../../electron/app-id.ts';
import { packageVersion, readChangelog, sectionOf } from '../release/changelog.ts';
import { type Environment, isSignedForMac, macSigning, windowsSigning } from './signing.ts';
import { linkScheme } from '../../src/api/screen-link.ts';
import { archs, type Platform } from './target.ts';

/** The configuration of electron-builder; the environment says how to sign. All paths are relative to the project. */
export function builderConfig(env: Environment): Configuration {
  return {
    appId,
    productName: 'Lambdascope',
    copyright: 'Copyright © The Lambdascope authors',
    directories: { output: 'dist', buildResources: 'build' },
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    asar: true,
    asarUnpack: ['**/*.node'],
    extraResources: [{ from: 'out/licences.txt', to: 'licences.txt' }],
    npmRebuild: false, // the binary is N-API: the same for Node and Electron
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false, // a build for Playwright needs it on: -c.electronFuses.enableNodeCliInspectArguments=true
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: false, // there are no cookies, and its key would make macOS and Linux ask for the keychain
    },
    electronLanguages: ['en-US'],
    toolsets: { appimage: '1.0.3' }, // the default one always passes --no-sandbox
    mac: {
      ...macSigning(env),
      files: filesFor('darwin'),
      target: targetsOf('dmg', 'zip'),
      category: 'public.app-category.developer-tools',
      extendInfo: withoutDevices,
      protocols: [{ name: 'Lambdascope', schemes: [linkScheme] }], // on Windows the app registers itself
      // The Finder offers to open tables with the app; the default program stays what it was.
      fileAssociations: [{ ext: 'csv', name: 'Table', role: 'Viewer', rank: 'Alternate' }],
    },
    win: { ...windowsSigning(env), files: filesFor('win32'), target: targetsOf('nsis') },
    nsis: {
      oneClick: false,
      allowToChangeInstallationDirectory: true,
      buildUniversalInstaller: false, // one for both architectures would double the size of the download
      include: 'build/installer.nsh',
    },
    linux: {
      files: filesFor('linux'),
      target: targetsOf('AppImage', 'deb'),
      category: 'Science;ArtificialIntelligence',
      desktop: { entry: { Keywords: 'regularization;overfitting;neural network;' } },
      icon: 'build/icons',
      synopsis: 'How much regularization does this network need?',
      maintainer: 'The Lambdascope authors <lambdascope@users.noreply.github.com>',
      mimeTypes: ['text/csv', `x-scheme-handler/${linkScheme}`], // as `protocols` it would appear twice in the second package
      syncDesktopName: true, // the desktop entry has the name that the windows report
    },
    deb: {
      afterInstall: 'build/deb-after-install.tpl',
      executableArgs: ['%U'], // files and links
      depends: debPackages,
      recommends: [],
    },
    extraMetadata: { isSignedForMac: isSignedForMac(env) },
    // Where installed apps look for newer ones. Nothing is published from here: a workflow drafts the release.
    publish: { provider: 'github', owner: 'lambdascope', repo: 'lambdascope', releaseType: 'draft' },
    // Otherwise they would show the whole release page, which is meant for those who download.
    releaseInfo: { releaseNotes: sectionOf(readChangelog(), packageVersion()) ?? '' },
  };
}

/** Electron's bundle states reasons why an app may want devices; this one wants none. */
const withoutDevices = Object.fromEntries(
  ['Microphone', 'Camera', 'AudioCapture', 'BluetoothAlways', 'BluetoothPeripheral'].map((device) => [
    `NS${device}UsageDescription`,
    null,
  ]),
);

/** electron-builder's own list, what else Electron links, and the C and C++ libraries that SQLite's binary was built with. */
const debPackages = [
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0',
  'libuuid1',
  'libsecret-1-0',
  'libasound2 (>= 1.0.17)', // without a version another package could replace it, as on Ubuntu 24.04
  'libgbm1',
  'libc6 (>= 2.34)',
  'libstdc++6 (>= 11)',
];

function targetsOf(...names: string[]): { target: string; arch: ('x64' | 'arm64')[] }[] {
  return names.map((target) => ({ target, arch: [...archs] }));
}

/**
 * What goes into app.asar: the build, and those parts of packages that it imports at run time. better-sqlite3 includes the binaries of
 * every system; each gets its own, by name, because electron-builder's variable for the system means the one it builds on.
 */
function filesFor(platform: Platform): { filter: string[] }[] {
  const filter = [
    'out/**',
    '!out/.stamp',
    '!out/main/{cli.js,cli/**}', // the command line runs on Node, not inside the app
    '!out/licences.txt', // next to the asar, where other programs can show it
    '!**/*.map',
    '!node_modules/**',
    'node_modules/better-sqlite3/{package.json,LICENSE,lib/**}',
    `node_modules/better-sqlite3/prebuilds/${platform}-\${arch}.node`,
    '!**/*.{d.ts,d.cts,d.mts}',
  ];
  return [{ filter }]; // given plain patterns, electron-builder would remove all packages
}
