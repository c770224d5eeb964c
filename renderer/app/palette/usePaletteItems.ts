import { countSweepRuns, isResumable, presets, type MenuKeyName } from '#api';
import {
  Archive,
  CircleStop,
  CloudDownload,
  Download,
  FileUp,
  FlaskConical,
  GitFork,
  GraduationCap,
  Grid3x3,
  Link,
  Moon,
  Pause,
  Play,
  Plus,
  Stethoscope,
  Sun,
  Trash2,
} from '@lucide/vue';
import { storeToRefs } from 'pinia';
import { computed, watch, type Component, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { formatDate, formatPlural } from '#words';
import {
  attempt,
  exportedNow,
  toast,
  useActivity,
  useCopyLink,
  useDesktop,
  useExport,
  useRunActions,
  useRunIntake,
  useRunSearch,
  useRunStore,
  useStudies,
  useTheme,
  useWorkers,
} from '#data';
import { menuKeysHere } from '#ui';
import { otherScreens, workScreens } from '../screen-list.ts';
import { matching, type PaletteGroup, type PaletteItem } from './palette-item.ts';
import { useFoundPlaces } from './useFoundPlaces.ts';
import { useHelpItems } from './useHelpItems.ts';

/** The maximum of each kind of item found by name. */
const mostFound = 8;

/** What the palette offers for the typed text: actions, screens, presets, named things, settings and help terms. */
export function usePaletteItems(text: Ref<string>, open: Ref<boolean>) {
  const router = useRouter();
  const route = useRoute();
  const { activity } = storeToRefs(useActivity());
  const { theme, resolved } = useTheme();
  const actions = useRunActions();
  const { importRuns } = useRunIntake();
  const store = useRunStore();
  const { value: found, error, isLoading } = useRunSearch(() => (open.value ? text.value : null), mostFound);
  const runs = computed(() => found.value?.runs ?? []);
  watch(error, (failure) => failure && toast.error(failure));

  const desktop = useDesktop();
  /** The shortcut in the desktop menu, if there is one. */
  const menuKey = (name: MenuKeyName): Pick<PaletteItem, 'keys'> =>
    desktop ? { keys: menuKeysHere[name] } : {};
  const copyDiagnostics = () => void attempt(async () => desktop?.copyDiagnostics());
  const checkForUpdate = () => void attempt(async () => desktop?.checkForUpdate());
  const copyLink = useCopyLink();
  const go = (path: string) => () => void router.push(path);
  const { queue } = storeToRefs(useWorkers());
  const screens = computed<PaletteItem[]>(() => [
    ...[...workScreens(queue.value !== null), ...otherScreens].map(({ to, label, icon, menuKey: key }) => ({
      ...{ key: to, label, icon, run: go(to) },
      ...(key && menuKey(key)),
    })),
    { key: 'archive', label: 'Archive', icon: Archive, run: go('/runs?view=archive') },
    { key: 'trash', label: 'Trash', icon: Trash2, run: go('/runs?view=trash') },
  ]);
  const newRuns: PaletteItem[] = presets.map(({ name }) => ({
    key: `preset:${name}`,
    label: `New run from ${name}`,
    icon: FlaskConical,
    run: () => void router.push({ path: '/runs/new', query: { preset: name } }),
  }));

  const { studies, start } = useStudies();
  const guided: PaletteItem[] = studies.map((study) => ({
    key: `study:${study.kind}`,
    label: `Guided study: ${study.title}`,
    icon: GraduationCap,
    note: `trains ${formatPlural(countSweepRuns(study.definition), 'run')}`,
    run: () => void start(study),
  }));

  const liveActions = computed<PaletteItem[]>(() => {
    const { liveRuns, pausedRuns } = activity.value;
    const item = (label: string, icon: Component, count: number, run: () => void): PaletteItem[] =>
      count === 0 ? [] : [{ key: label, label: `${label} ${formatPlural(count, 'run')}`, icon, run }];
    return [
      ...item('Pause', Pause, liveRuns - pausedRuns, () => void actions.pause()),
      ...item('Continue', Play, pausedRuns, () => void actions.continueRuns()),
      ...item('Stop', CircleStop, liveRuns, () => void actions.stop()),
    ];
  });
  /** Actions on the run whose page is open. */
  const hereActions = computed<PaletteItem[]>(() => {
    const run = route.name === 'run' ? store.byId.get(String(route.params['id'])) : undefined;
    if (!run || run.trashedAt !== null) return [];
    const resume = { key: 'resume', label: `Resume ${run.name}`, icon: Play };
    const fork = { key: 'fork', label: `Fork ${run.name}`, icon: GitFork };
    const sweep = { key: 'sweepFrom', label: `Sweep from ${run.name}`, icon: Grid3x3 };
    return [
      ...(isResumable(run.status) ? [{ ...resume, run: () => void actions.resume([run.id]) }] : []),
      ...(run.epochsDone > 0 ? [{ ...fork, run: () => void actions.fork(run.id) }] : []),
      { ...sweep, run: () => void actions.sweepFrom(run.id) },
    ];
  });
  const exportRuns = useExport();
  /** Exports what the screen shows, or otherwise all runs. */
  const exports = (['runs', 'epochs'] as const).map((table): PaletteItem => ({
    key: `export:${table}`,
    label: `Export ${table} as CSV`,
    words: 'save download',
    icon: Download,
    run: () => void exportRuns({ table, ...exportedNow() }),
  }));
  const general = computed<PaletteItem[]>(() => [
    { key: 'new', label: 'New run', words: 'train start', icon: Plus, keys: 'n', run: go('/runs/new'), ...menuKey('newRun') }, // oxfmt-ignore
    { key: 'newSweep', label: 'New sweep', words: 'train grid search', icon: Plus, run: go('/sweeps/new'), ...menuKey('newSweep') }, // oxfmt-ignore
    { key: 'importRuns', label: 'Import runs…', icon: FileUp, run: () => importRuns() },
    { key: 'copyLink', label: 'Copy link to this screen', words: 'share url', icon: Link, run: () => void copyLink() }, // oxfmt-ignore
    ...exports,
    ...hereActions.value,
    ...liveActions.value,
    resolved.value === 'dark'
      ? { key: 'theme', label: 'Light theme', icon: Sun, run: () => (theme.value = 'light') }
      : { key: 'theme', label: 'Dark theme', icon: Moon, run: () => (theme.value = 'dark') },
    ...(desktop
      ? [
          { key: 'updates', label: 'Check for updates', icon: CloudDownload, run: checkForUpdate },
          { key: 'diagnostics', label: 'Copy diagnostics', icon: Stethoscope, run: copyDiagnostics },
        ]
      : []),
  ]);
  const foundRuns = computed<PaletteItem[]>(() =>
    runs.value.map((run) => ({
      key: `run:${run.id}`,
      label: run.name,
      status: run.status,
      note: formatDate(run.createdAt),
      run: go(`/runs/${run.id}`),
    })),
  );

  const isSearching = (): boolean => open.value && text.value.trim() !== '';
  const places = useFoundPlaces(isSearching);
  const help = useHelpItems(isSearching);

  const typed = computed(() => text.value.trim());
  const matchingGroup = (title: string, items: readonly PaletteItem[], most?: number): PaletteGroup => ({
    title,
    items: matching(items, typed.value, most),
  });
  /** Items found only by name would crowd out the rest. */
  const named = (title: string, items: readonly PaletteItem[]): PaletteGroup =>
    typed.value === '' ? { title, items: [] } : matchingGroup(title, items, mostFound);
  const filled = (groups: readonly PaletteGroup[]): PaletteGroup[] =>
    groups.filter(({ items }) => items.length > 0);

  const known = computed(() =>
    filled([
      matchingGroup('Actions', general.value),
      matchingGroup('Screens', screens.value),
      matchingGroup('Views', places.views.value, mostFound),
      matchingGroup('Experiments', [...newRuns, ...guided]),
    ]),
  );
  const read = computed(() =>
    filled([
      { title: 'Runs', items: foundRuns.value },
      named('Sweeps', places.sweeps.value),
      named('Tables', places.tables.value),
      named('Settings', help.settings.value),
      named('Words', help.words.value),
    ]),
  );
  return {
    groups: computed(() => [...known.value, ...read.value]),
    /** False while pending reads may still provide the first item, or change it. */
    isFirstRead: computed(
      () => known.value.length > 0 || !(isLoading.value || places.isReading.value || help.isReading.value),
    ),
  };
}
