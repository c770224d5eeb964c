import { menuKeys } from '#api';
import { isApple } from './useHotkeys.ts';

/** Keys of the desktop menu on this machine, in KeyHint's format. */
export const menuKeysHere = menuKeys(isApple);
