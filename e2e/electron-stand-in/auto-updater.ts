import { EventEmitter } from 'node:events';

/** Squirrel updates macOS and Windows; on Linux it emits nothing (shell/browser/auto_updater.cc, v45). */
export const autoUpdater = new EventEmitter();
