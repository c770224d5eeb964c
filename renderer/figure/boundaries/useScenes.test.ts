import { expect, it } from 'vitest';
import { ref, shallowRef } from 'vue';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import { useMade } from './useScenes.ts';

function mountMade() {
  const worker = new EventTarget() as EventTarget & { sent: { call: number; request: string }[] };
  worker.sent = [];
  const asWorker = Object.assign(worker, {
    postMessage: (message: { call: number; request: string }) => worker.sent.push(message),
    terminate: () => undefined,
  }) as unknown as Worker;
  const requests = shallowRef(['a0', 'a1', 'a2']);
  const wanted = ref(2);
  const key = shallowRef<unknown[]>(['a']);
  const { result } = mountComposable(() =>
    useMade<string, string>(() => asWorker, {
      requests: () => requests.value,
      wanted: () => wanted.value,
      key: () => [...key.value], // a new array each time, as from a getter
    }),
  );
  const reply = async (data: object): Promise<void> => {
    const call = worker.sent.at(-1)!.call;
    worker.dispatchEvent(Object.assign(new Event('message'), { data: { call, ...data } }));
    await settle();
  };
  return {
    requests,
    key,
    result,
    asked: () => worker.sent.map(({ request }) => request),
    answer: () => reply({ result: worker.sent.at(-1)!.request.toUpperCase() }),
    fail: () => reply({ error: 'it failed' }),
    made: () => Object.fromEntries(result.made.value),
  };
}

it('makes each request once, the wanted one first, including those added later', async () => {
  const { requests, asked, answer, made } = mountMade();
  for (let times = 0; times < 3; times++) await answer();
  expect(asked()).toEqual(['a2', 'a1', 'a0']);
  requests.value = [...requests.value, 'a3'];
  await settle();
  await answer();
  expect(made()).toEqual({ 0: 'A0', 1: 'A1', 2: 'A2', 3: 'A3' });
});

it('shows nothing of other requests once the key has changed, and drops the pending one', async () => {
  const { requests, key, asked, answer, made } = mountMade();
  await answer();
  expect(made()).toEqual({ 2: 'A2' });
  [requests.value, key.value] = [['b0'], ['b']];
  expect(made()).toEqual({});
  await answer(); // for a1, requested before
  expect(made()).toEqual({});
  await answer();
  expect(made()).toEqual({ 0: 'B0' });
  expect(asked()).toEqual(['a2', 'a1', 'b0']);
});

it('shows no error of requests that were replaced', async () => {
  const { requests, key, result, answer, fail, made } = mountMade();
  [requests.value, key.value] = [['b0'], ['b']];
  await fail();
  expect(result.error.value).toBeNull();
  await settle();
  await answer();
  expect([made(), result.error.value]).toEqual([{ 0: 'B0' }, null]);
});
