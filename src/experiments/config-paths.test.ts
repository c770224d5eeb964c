import { describe, expect, it } from 'vitest';
import {
  ConfigPathError,
  getConfigPath,
  parseAssignment,
  parseValue,
  setConfigPath,
} from './config-paths.ts';

const config = { epochs: 5, layers: [{ kind: 'dense', units: 64 }, { kind: 'softmax' }], batchSize: null };

describe('assignments', () => {
  it.each([
    ['layers.0.units=128', 'layers.0.units', 128],
    ['layers.0.weightRegularizerL2=1e-4', 'layers.0.weightRegularizerL2', 1e-4],
    ['precision=float32', 'precision', 'float32'],
    ['name="a=b"', 'name', 'a=b'],
    ['name=a=b', 'name', 'a=b'],
    ['batchSize=null', 'batchSize', null],
    ['validation={"samplesPerClass":7}', 'validation', { samplesPerClass: 7 }],
    ['name=', 'name', ''],
  ])('%s is read', (text, path, value) => {
    expect(parseAssignment(text)).toEqual({ path, value });
  });

  it.each(['epochs', '=5', ''])('%j is refused', (text) => {
    expect(() => parseAssignment(text)).toThrow(`got ${JSON.stringify(text)}; allowed: PATH=VALUE`);
  });

  it('treat as text what is not JSON', () => {
    expect(['NaN', '1e', 'true', '-3'].map(parseValue)).toEqual(['NaN', '1e', true, -3]);
  });
});

describe('reading a path', () => {
  it('follows names and numbers', () => {
    expect(getConfigPath(config, 'layers.0.units')).toBe(64);
    expect(getConfigPath(config, 'batchSize')).toBeNull();
  });

  it('returns undefined for an absent field, including inherited ones', () => {
    expect(getConfigPath(config, 'layers.1.units')).toBeUndefined();
    expect(getConfigPath(config, 'toString')).toBeUndefined();
  });
});

describe('setting a path', () => {
  it('copies what is along the path and keeps the rest', () => {
    const changed = setConfigPath(config, 'layers.0.units', 128) as typeof config;
    expect(changed).toEqual({ ...config, layers: [{ kind: 'dense', units: 128 }, { kind: 'softmax' }] });
    expect(config.layers[0]!.units).toBe(64);
    expect(changed.layers[1]).toBe(config.layers[1]);
    expect(Object.keys(changed)).toEqual(Object.keys(config));
  });

  it('adds fields, and objects along the path', () => {
    expect(setConfigPath({}, 'optimizer.kind', 'sgd')).toEqual({ optimizer: { kind: 'sgd' } });
  });

  it('treats __proto__ like any other field', () => {
    const changed = setConfigPath({}, '__proto__.units', 5) as object;
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    expect(Object.keys(changed)).toEqual(['__proto__']);
  });

  it.each([
    ['layers.2.units', 'layers has no entry "2"; allowed: 0 to 1'],
    ['layers.-1.units', 'layers has no entry "-1"; allowed: 0 to 1'],
    ['layers.units', 'layers has no entry "units"; allowed: 0 to 1'],
    ['epochs.x', 'epochs is 5 and has no field "x"'],
    ['batchSize.x', 'batchSize is null and has no field "x"'],
    ['layers..units', 'got path "layers..units"; allowed: names with dots'],
    ['', 'got path ""; allowed: names with dots'],
  ])('refuses %j', (path, message) => {
    expect(() => setConfigPath(config, path, 1)).toThrow(ConfigPathError);
    expect(() => setConfigPath(config, path, 1)).toThrow(message);
  });

  it('refuses to enter a value that is not an object or list', () => {
    expect(() => setConfigPath('text', 'epochs', 1)).toThrow(
      'the config is "text" and has no field "epochs"',
    );
    expect(() => setConfigPath({ layers: [] }, 'layers.0', 1)).toThrow('allowed: none, it is empty');
  });
});
