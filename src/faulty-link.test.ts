import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openLink, type FaultyLink } from './faulty-link.fixture.ts';

test('passes bytes both ways, in halves when asked to', async () => {
  const { link, talk } = await echoing();
  const talker = await talk();
  talker.say('hello');
  await talker.hears('hello');
  expect(link.connections).toBe(1);

  link.halve();
  // A busy reader may still find both at once.
  await expect
    .poll(async () => {
      const before = talker.heard();
      talker.say('abcd');
      await talker.hears(`${before}abcd`);
      return talker.pieces.slice(-2);
    })
    .toEqual(['ab', 'cd']);
});

test('holds everything back while it is silent, and loses nothing of it', async () => {
  const { link, talk } = await echoing();
  const talker = await talk();
  link.silence();
  talker.say('held');
  const later = await talk();
  later.say('new');
  // What goes another way is quicker than what is held.
  const other = await echoing();
  const quick = await other.talk();
  quick.say('quick');
  await quick.hears('quick');
  expect(talker.heard() + later.heard()).toBe('');

  link.mend();
  await talker.hears('held');
  await later.hears('new');
});

test('breaks what is open when it is cut, and lets nobody in until it is mended', async () => {
  const { link, talk } = await echoing();
  const talker = await talk();
  talker.say('a');
  await talker.hears('a');
  link.cut();
  await talker.isOver;
  const refused = await talk();
  await refused.isOver;

  link.mend();
  const again = await talk();
  again.say('b');
  await again.hears('b');
});

test('breaks a connection in the middle of a message', async () => {
  const { link, talk, received } = await echoing();
  const talker = await talk();
  link.breakAfter(3);
  talker.say('abcdef');
  await talker.isOver;
  await expect.poll(received).toBe('abc');
});

/** A link to a server that says what it hears. */
async function echoing(): Promise<{
  link: FaultyLink;
  talk: () => Promise<Talker>;
  received: () => string;
}> {
  let received = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      received += String(piece);
      socket.write(piece);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link = await openLink((server.address() as { port: number }).port);
  onTestFinished(async () => {
    await link.close();
    server.close();
  });
  return { link, talk: () => talkTo(link.port), received: () => received };
}

interface Talker {
  say(text: string): void;
  heard(): string;
  hears(text: string): Promise<void>;
  readonly pieces: string[];
  readonly isOver: Promise<unknown>;
}

async function talkTo(port: number): Promise<Talker> {
  const socket: Socket = connect(port, '127.0.0.1').setNoDelay(true);
  const isOver = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  const pieces: string[] = [];
  socket.on('data', (piece) => pieces.push(String(piece)));
  await Promise.race([once(socket, 'connect'), isOver]);
  const heard = (): string => pieces.join('');
  return {
    say: (text) => void socket.write(text),
    heard,
    hears: async (text) => void (await expect.poll(heard).toBe(text)),
    pieces,
    isOver,
  };
}
