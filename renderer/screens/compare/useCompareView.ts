import type { RunSummary } from '#api';
import { computed, type ComputedRef, type Ref } from 'vue';
import { sharedLongName } from '../../words/path-words.ts';
import { useAddressPreference } from '../../data/address/useAddress.ts';
import { groupingPaths, type Grouping } from './run-groups.ts';
import { axisChoices, type AxisKind, type AxisWords } from './x-axis.ts';

/** How the compared runs are looked at; all of it remembered, and in the address. */
export interface CompareView {
  readonly smoothing: Ref<number>;
  /** As chosen; pictures have epochs alone. */
  readonly axisKind: Ref<AxisKind>;
  readonly axisWords: ComputedRef<AxisWords>;
  /** Whether curves are to be drawn as differences to the baseline's. */
  readonly differences: Ref<boolean>;
  /** Whether they are. */
  readonly showsDifferences: ComputedRef<boolean>;
  /** Whether forks show their ancestors' epochs. */
  readonly ancestors: Ref<boolean>;
  /** As chosen; `grouping` is none where these runs do not differ in it, and beside pictures of single runs. */
  readonly chosenGrouping: Ref<Grouping>;
  readonly grouping: ComputedRef<Grouping>;
  /** Config paths by which these runs can be grouped, and what they are called. */
  readonly paths: ComputedRef<readonly { readonly path: string; readonly name: string }[]>;
}

export function useCompareView(
  runs: () => readonly RunSummary[],
  /** Whether curves are shown; beside pictures there are only the runs' own values. */
  hasCurves: () => boolean,
): CompareView {
  const axisKind = useAddressPreference('over', 'compare.axis');
  const differences = useAddressPreference('differences', 'compare.differences');
  const chosenGrouping = useAddressPreference('group', 'compare.grouping');
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
    showsDifferences: computed(() => hasCurves() && differences.value),
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
