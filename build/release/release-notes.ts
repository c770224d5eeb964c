// `node build/release/release-notes.ts`: prints the release notes of this version.
import { packageVersion, readChangelog, sectionOf } from './changelog.ts';

/** The notes of a release: the changelog's section, and how to check a download. Throws an Error if there is no section. */
export function releaseNotes(changelog: string, version: string): string {
  const section = sectionOf(changelog, version);
  if (section === null) throw new Error(`CHANGELOG.md has no section of ${version}`);
  return `${section}

### Check a download

Its SHA-256 stands in \`SHA256SUMS\`: \`sha256sum --check --ignore-missing SHA256SUMS\`. Which commit and workflow it was built from:
\`gh attestation verify FILE --repo lambdascope/lambdascope\`. What it is made of: \`Lambdascope-${version}.cdx.json\` (CycloneDX).
`;
}

if (import.meta.main) process.stdout.write(releaseNotes(readChangelog(), packageVersion()));
