export { pythonScript } from './python-script.ts';
export { samplesCsv } from './samples-csv.ts';
export { frameworks, type Framework, type ScriptedRun } from './scripted-run.ts';
