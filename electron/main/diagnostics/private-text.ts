/** The user's name and home folder, which must not appear in any text that leaves the machine. */
export interface Person {
  /** Absolute path. */
  readonly home: string;
  readonly name: string;
}

/** The text with `~` in place of the home folder, and of any folder named after the user. */
export function withoutPerson(text: string, { home, name }: Person): string {
  const spellings = [
    home,
    home.replaceAll('\\', '/'),
    home.replaceAll('\\', '\\\\'),
    encodeURI(home.replaceAll('\\', '/')),
  ];
  const folders = [...new Set(spellings)].filter((path) => path.length > 1).map(escape);
  const ofName = name === '' ? [] : [`(?<=[/\\\\])${escape(name)}`];
  const either = [...folders, ...ofName].map((pattern) => `(?:${pattern})(?![\\w.-])`).join('|');
  return either === '' ? text : text.replaceAll(new RegExp(either, 'gi'), '~');
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
