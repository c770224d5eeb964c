import * as https from 'node:https';
import { runInThisContext } from 'node:vm';
import { expect, it } from 'vitest';
import { lateBuiltins } from './late-builtins.ts';

const transform = lateBuiltins().transform as (code: string, id: string) => string | null;

it('loads what fastify and ws need only over TLS when that is used', () => {
  const code = transform("const https = require('node:https')", '/p/node_modules/fastify/lib/server.js')!;
  expect(code).not.toContain('require(');
  const late = runInThisContext(`(() => { ${code}; return https; })()`) as typeof https;
  expect(late.globalAgent).toBe(https.globalAgent);
});

it('leaves everything else as it is', () => {
  expect(transform("const tls = require('tls')", '/p/node_modules/ioredis/built/Redis.js')).toBeNull();
  const ofHttp = "const http = require('http')";
  expect(transform(ofHttp, 'C:\\p\\node_modules\\ws\\lib\\websocket.js')).toBe(ofHttp);
});
