import { refThrottled } from '@vueuse/core';
import { computed, type Ref } from 'vue';

/** Nobody reads faster, and each change of a text lays the page out again. */
const mostPerSecond = 20;

/** What a text shows of something that may change with every frame. */
export function atReadingPace<Value>(shown: () => Value): Readonly<Ref<Value>> {
  return refThrottled(computed(shown), 1000 / mostPerSecond);
}
