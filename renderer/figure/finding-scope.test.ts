import { expect, it } from 'vitest';
import { createSSRApp, defineComponent, h, ref } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { provideFindingScope, useFinding } from './finding-scope.ts';

/** What a figure with this finding says below `scope`. */
async function said(finding: string | undefined, loading: boolean, scope: string | null): Promise<string> {
  const Figure = defineComponent(() => {
    const text = useFinding(
      () => finding,
      () => loading,
    );
    return () => h('p', text.value ?? 'nothing');
  });
  const Page = defineComponent(() => {
    const now = ref(scope);
    provideFindingScope(() => now.value);
    return () => h(Figure);
  });
  return renderToString(createSSRApp(Page));
}

it('is shown once everything it is computed from is read', async () => {
  expect(await said('Least at 0.', true, null)).toBe('<p>nothing</p>');
  expect(await said('Least at 0.', false, null)).toBe('<p>Least at 0.</p>');
});

it('says what it is based on while that still grows', async () => {
  expect(await said('Least at 0.', false, 'So far: 2 of 6 runs have ended.')).toBe(
    '<p>Least at 0. So far: 2 of 6 runs have ended.</p>',
  );
  expect(await said('', false, 'So far: 2 of 6 runs have ended.')).toBe('<p>nothing</p>');
});
