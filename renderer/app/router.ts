import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import NewRunScreen from '../features/new-run/NewRunScreen.vue';
import RunsScreen from '../features/runs/RunsScreen.vue';
import SettingsScreen from '../features/settings/SettingsScreen.vue';

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/runs' },
  { path: '/runs', name: 'runs', component: RunsScreen, meta: { title: 'Runs' } },
  { path: '/runs/new', name: 'newRun', component: NewRunScreen, meta: { title: 'New run' } },
  // Charts are most of the code: the history is on screen before they are read.
  {
    path: '/runs/:id',
    name: 'run',
    component: () => import('../features/run/RunScreen.vue'),
    meta: { title: 'Run' },
  },
  {
    path: '/compare',
    name: 'compare',
    component: () => import('../features/compare/CompareScreen.vue'),
    meta: { title: 'Compare' },
  },
  { path: '/settings', name: 'settings', component: SettingsScreen, meta: { title: 'Settings' } },
  { path: '/:rest(.*)', redirect: '/runs' },
];

/** Hash history works from app:// and from http alike, and needs nothing of the host. */
export const router = createRouter({ history: createWebHashHistory(), routes });

router.afterEach((to) => {
  const title = typeof to.meta['title'] === 'string' ? `${to.meta['title']} – ` : '';
  document.title = `${title}Lambdascope`;
});
