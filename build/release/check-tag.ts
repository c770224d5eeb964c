// `node build/release/check-tag.ts TAG`: exits with 1 and one line if the tag cannot be released.
import { packageVersion, readChangelog, sectionOf } from './changelog.ts';

/** Why a tag cannot be released, and what to do; null if it can. */
export function tagFault(tag: string, version: string, changelog: string): string | null {
  if (tag !== `v${version}`)
    return `the tag is ${tag} and package.json has ${version}: tag the commit that has v${version}, or change the version first`;
  if (sectionOf(changelog, version) === null)
    return `CHANGELOG.md has nothing under "## [${version}]": move there what is under "## [Unreleased]"`;
  return null;
}

if (import.meta.main) {
  const fault = tagFault(process.argv[2] ?? '', packageVersion(), readChangelog());
  if (fault !== null) {
    process.stderr.write(`error: ${fault}\n`);
    process.exitCode = 1;
  }
}
