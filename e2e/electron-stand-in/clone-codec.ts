/**
 * Structured clones as text, for the path between Node and the page's isolated world (the DevTools protocol carries only strings). Both
 * functions are also injected into the page as source, so they refer to nothing outside.
 */
export function encodeClone(value: unknown): string {
  const base64 = (bytes: Uint8Array): string => {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  };
  const encode = (item: unknown): unknown => {
    if (item === undefined) return { t: 'undefined' };
    if (typeof item === 'bigint') return { t: 'bigint', v: String(item) };
    if (typeof item === 'number') {
      return Number.isFinite(item) && !Object.is(item, -0)
        ? item
        : { t: 'number', v: Object.is(item, -0) ? '-0' : String(item) };
    }
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return { t: 'array', v: item.map(encode) };
    if (item instanceof Date) return { t: 'date', v: item.getTime() };
    if (item instanceof Map)
      return { t: 'map', v: [...item].map(([key, entry]) => [encode(key), encode(entry)]) };
    if (item instanceof Set) return { t: 'set', v: [...item].map(encode) };
    if (item instanceof Error) return { t: 'error', v: item.message };
    if (item instanceof ArrayBuffer) return { t: 'ArrayBuffer', v: base64(new Uint8Array(item)) };
    if (ArrayBuffer.isView(item)) {
      const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
      return { t: item.constructor.name, v: base64(bytes) };
    }
    return { t: 'object', v: Object.entries(item).map(([key, entry]) => [key, encode(entry)]) };
  };
  let copy: unknown;
  try {
    copy = structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.'); // Electron's wording
  }
  return JSON.stringify(encode(copy));
}

export function decodeClone(text: string): unknown {
  interface Tagged {
    readonly t: string;
    readonly v: unknown;
  }
  const decode = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    const { t, v } = item as Tagged;
    const list = v as unknown[];
    const entries = v as [unknown, unknown][];
    switch (t) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(v as string);
      case 'number':
        return Number(v);
      case 'array':
        return list.map(decode);
      case 'date':
        return new Date(v as number);
      case 'map':
        return new Map(entries.map(([key, entry]) => [decode(key), decode(entry)]));
      case 'set':
        return new Set(list.map(decode));
      case 'error':
        return new Error(v as string);
      case 'object':
        return Object.fromEntries(entries.map(([key, entry]) => [key, decode(entry)]));
    }
    const { buffer } = Uint8Array.from(atob(v as string), (character) => character.charCodeAt(0));
    if (t === 'ArrayBuffer') return buffer;
    const View = (globalThis as unknown as Record<string, new (from: ArrayBuffer) => unknown>)[t];
    if (View === undefined) throw new Error(`no structured clone of ${t}`);
    return new View(buffer);
  };
  return decode(JSON.parse(text));
}
