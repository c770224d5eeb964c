import { menuKeys } from '#api';
import { isApple } from './useHotkeys.ts';

/** Keys of the desktop's menu on this machine, as KeyHint takes them. */
export const menuKeysHere = menuKeys(isApple);
