/** Which start arguments `serve` understands, and which it does not: switches of Electron and Chromium. */
export interface ServeArguments {
  readonly understood: readonly string[];
  readonly ignored: readonly string[];
}

/** Options of `serve`, each with a value, and their desktop names if different. */
const options = new Map([
  ['--data-dir', '--data-dir'],
  ['--user-data-dir', '--data-dir'],
  ['--port', '--port'],
  ['--host', '--host'],
]);

/** Sorts the arguments given to the desktop by whether `serve`, which replaces it, knows them. */
export function serveArguments(given: readonly string[]): ServeArguments {
  const understood: string[] = [];
  const ignored: string[] = [];
  for (let index = 0; index < given.length; index++) {
    const [name = '', ...rest] = given[index]!.split('=');
    const option = options.get(name);
    if (option === undefined) ignored.push(given[index]!);
    else if (rest.length > 0) understood.push(`${option}=${rest.join('=')}`);
    else understood.push(option, ...given.slice(++index, index + 1));
  }
  return { understood, ignored };
}
