/** Whose machine it is, which no text that leaves it has to tell. */
export interface Person {
  /** Absolute path. */
  readonly home: string;
  readonly name: string;
}

/** The text with `~` for the home folder, and for a folder that is called like the person. */
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
