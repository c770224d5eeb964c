import type * as Electron from 'electron';

/** Switches end at `--` (Chromium's base/command_line.cc). */
const ownArguments = process.argv.slice(2);
const end = ownArguments.indexOf('--');
const switches = new Map<string, string>();
for (const argument of end < 0 ? ownArguments : ownArguments.slice(0, end)) {
  const match = /^--?([^=]+)(?:=(.*))?$/s.exec(argument);
  if (match?.[1] !== undefined) switches.set(match[1], match[2] ?? '');
}

/** Chromium's switches. They are lower-cased in every call (shell/common/api/electron_api_command_line.cc, v45). */
export const commandLine: Omit<Electron.CommandLine, 'appendArgument'> = {
  hasSwitch: (name) => switches.has(name.toLowerCase()),
  getSwitchValue: (name) => switches.get(name.toLowerCase()) ?? '',
  appendSwitch: (name, value) => void switches.set(name.toLowerCase(), value ?? ''),
  removeSwitch: (name) => void switches.delete(name.toLowerCase()),
};
