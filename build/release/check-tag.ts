// `node build/release/check-tag.ts TAG`: ends with 1 and one line when the tag is not one to release.
import { packageVersion, readChangelog, sectionOf } from './changelog.ts';

/** Why a tag is not one to release, and what to do; null if it is. */
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
