export { pythonScript } from './python-script.ts';
export { samplesHeader } from './samples-text.ts';
export { frameworks, type Framework, type ScriptedRun } from './scripted-run.ts';
