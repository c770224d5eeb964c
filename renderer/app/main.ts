import './no-code-from-text.ts'; // before any schema is created, including those behind #api
import { storedSettings, takeEarlyEvents, transport } from './connection.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createHost, installHost, refusedSentence, toast } from '#data';
import './theme/base.css'; // before the components' own styles
import App from './App.vue';
import { router } from './router.ts';
import { watchDefects } from './watch-defects.ts';

// In a function: what is called from a module itself has the whole file on its stack, which is parsed anew where a place in it is asked for.
await start();

async function start(): Promise<void> {
  const host = createHost(transport);
  const early = takeEarlyEvents();
  // Theme and layout are loaded before the first paint; a host that cannot be reached shows as a banner instead.
  await host.preferences.load(storedSettings).catch(() => undefined);
  for (const event of early) if (event.kind === 'preferenceChanged') host.preferences.hear(event);
  // They were read before the page heard of changes, and there have been some.
  if (early.some(({ kind }) => kind === 'historyChanged')) host.preferences.refresh().catch(() => undefined);

  const app = createApp(App);
  watchDefects(app, host.client);
  installHost(app, host);
  app.use(createPinia()).use(router).mount('#app');
  const refused = refusedSentence(host.preferences.refused.value);
  if (refused !== null) toast.error(refused);
}
