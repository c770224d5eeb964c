import { EventEmitter } from 'node:events';
import type { Download } from '@playwright/test';
import type * as Electron from 'electron';
import { askSavePath } from './dialogs.ts';
import { fromBrowserUrl } from './protocol.ts';
import { defaultSession } from './session.ts';
import { preventable, type Fits } from './surface.ts';

class StandInDownload extends EventEmitter {
  savePath = '';
  #state: 'progressing' | 'completed' | 'cancelled' | 'interrupted' = 'progressing';
  #options: Electron.SaveDialogOptions = {};
  readonly #download: Download;
  readonly #url: string;

  constructor(download: Download) {
    super();
    this.#download = download;
    this.#url = fromBrowserUrl(download.url());
  }

  setSavePath(path: string): void {
    this.savePath = path;
  }

  setSaveDialogOptions(options: Electron.SaveDialogOptions): void {
    this.#options = options;
  }

  getFilename(): string {
    return this.#download.suggestedFilename();
  }

  getURL(): string {
    return this.#url;
  }

  cancel(): void {
    void this.#end('cancelled');
  }

  /** If the app has set a path, the user is not asked for one (docs/api/download-item.md, v45). */
  async run(): Promise<void> {
    const asked = { defaultPath: this.getFilename(), ...this.#options };
    const path = this.savePath === '' ? await askSavePath(asked) : this.savePath;
    if (path === null) return this.#end('cancelled');
    this.savePath = path;
    try {
      await this.#download.saveAs(path);
      await this.#end('completed');
    } catch {
      await this.#end('interrupted');
    }
  }

  async #end(state: 'completed' | 'cancelled' | 'interrupted'): Promise<void> {
    if (this.#state !== 'progressing') return;
    this.#state = state;
    if (state === 'cancelled') await this.#download.cancel().catch(() => undefined);
    this.emit('done', preventable({}), state);
  }
}

/** A download begun by the page: the app may give it a path, options for the dialog, or prevent it. */
export function startDownload(download: Download, contents: EventEmitter): void {
  const item = new StandInDownload(download);
  const event = preventable({});
  defaultSession.emit('will-download', event, item, contents);
  if (event.defaultPrevented) item.cancel();
  else item.run().catch(() => undefined); // the page has gone, and the file with it
}

export type DownloadSurface = Fits<StandInDownload, Electron.DownloadItem>;
