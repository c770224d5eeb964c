import { expect, it } from 'vitest';
import { AppError, type HostInfo } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { useHostInfo } from './useHostInfo.ts';

it('shows what is typed, and what the host says about the latest of it', async () => {
  const getHostInfo = answeredLater<undefined, HostInfo>();
  const setConcurrency = answeredLater<{ concurrency: number }, HostInfo>();
  const { result, connection } = mountComposable(useHostInfo, { getHostInfo, setConcurrency });
  const { concurrency, concurrencyError, info } = result;
  await getHostInfo.asked[0]!.answer({ concurrency: 2 } as HostInfo);
  expect(concurrency.value).toBe(2);

  concurrency.value = 100;
  concurrency.value = 4;
  await setConcurrency.asked[0]!.fail(new AppError('invalidInput', 'got 100; allowed: 1 to 64'));
  expect([concurrency.value, concurrencyError.value]).toEqual([4, null]);
  await setConcurrency.asked[1]!.answer({ concurrency: 4 } as HostInfo);
  await getHostInfo.asked[1]!.answer({ concurrency: 4 } as HostInfo);
  expect(info.value?.concurrency).toBe(4);
  concurrency.value = 0;
  await setConcurrency.asked[2]!.fail(new AppError('invalidInput', 'got 0; allowed: 1 to 64'));
  expect(concurrencyError.value).toBe('Got 0; allowed: 1 to 64.');

  connection.value = 'lost';
  await settle();
  connection.value = 'open';
  await settle();
  expect(getHostInfo.asked).toHaveLength(3);
});
