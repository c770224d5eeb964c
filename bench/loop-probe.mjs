// Loaded into a host with --import: reports the longest time that its event loop was held up, and the most processor time that its thread
// took at a stretch (a busy machine also holds it up), both in milliseconds; and what its main thread and the whole process have used so
// far.
const everyMs = 5;
let longest = { waitedMs: 0, busyMs: 0 };
let last = { at: performance.now(), busyMs: busyMs() };

function busyMs() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function look() {
  const now = { at: performance.now(), busyMs: busyMs() };
  longest = {
    waitedMs: Math.max(longest.waitedMs, now.at - last.at - everyMs),
    busyMs: Math.max(longest.busyMs, now.busyMs - last.busyMs),
  };
  last = now;
}

setInterval(look, everyMs).unref();
process.on('message', (message) => {
  if (message === 'processor') {
    const { user, system } = process.cpuUsage();
    return process.send({ threadSeconds: busyMs() / 1e3, processSeconds: (user + system) / 1e6 });
  }
  if (message !== 'longest') return;
  look();
  process.send(longest);
  longest = { waitedMs: 0, busyMs: 0 };
});
process.channel?.unref();
