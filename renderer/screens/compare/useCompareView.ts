import { computed } from 'vue';
import { sharedLongName } from '#words';
import { useAddressPreference } from '#data';
import { groupingPaths } from './run-groups.ts';
import type { ConfiguredRun } from './useConfigured.ts';
import { axisChoices } from './x-axis.ts';

/** How the compared runs are shown; all of it is remembered, and in the address. */
export function useCompareView(
  runs: () => readonly ConfiguredRun[],
  /** Whether curves are shown; with pictures, there are only the runs' own values. */
  hasCurves: () => boolean,
) {
  /** As chosen; pictures support epochs only. */
  const axisKind = useAddressPreference('over', 'compare.axis');
  /** Whether curves should be drawn as differences from the baseline. */
  const differences = useAddressPreference('differences', 'compare.differences');
  /** As chosen; `grouping` is none if these runs do not differ in it, and with pictures of single runs. */
  const chosenGrouping = useAddressPreference('group', 'compare.grouping');
  /** Config paths by which these runs can be grouped, and their names. */
  const paths = computed(() => {
    const configs = runs().map(({ config }) => config);
    return groupingPaths(runs()).map((path) => ({ path, name: sharedLongName(path, configs) }));
  });
  return {
    smoothing: useAddressPreference('smooth', 'compare.smoothing', { drags: true }),
    axisKind,
    axisWords: computed(
      () => axisChoices.find(({ value }) => hasCurves() && value === axisKind.value) ?? axisChoices[0]!,
    ),
    differences,
    /** Whether they actually are. */
    showsDifferences: computed(() => hasCurves() && differences.value),
    /** Whether forks show their ancestors' epochs. */
    ancestors: useAddressPreference('ancestors', 'compare.ancestors'),
    chosenGrouping,
    grouping: computed(() => {
      const chosen = chosenGrouping.value;
      if (!hasCurves()) return 'none';
      return chosen === 'seeds' || paths.value.some(({ path }) => path === chosen) ? chosen : 'none';
    }),
    paths,
  };
}

export type CompareView = ReturnType<typeof useCompareView>;
