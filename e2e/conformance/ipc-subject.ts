import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bridge } from '#api';
import { serveIpc } from '../../electron/main/page/ipc.ts';
import { pageAddress } from '../../electron/main/page/page-address.ts';
import { createIpcTransport } from '../../renderer/app/transport/ipc-transport.ts';
import { createFakeApp } from '../../src/serve/served-app.fixture.ts';
import { makeFolder, removeFolder } from '../../src/temporary-folder.fixture.ts';
import { ipcMain, mainWorld, page } from './memory-electron.ts';
import type { Subject } from './transport-subject.ts';

/** The page's IPC transport through the real preload script to the real main process code. `electron` must be mocked. */
export const ipcSubject: Subject = {
  name: 'Electron IPC',
  async connect({ handlers, exports }) {
    await import('../../electron/preload/index.ts');
    const app = createFakeApp(handlers);
    for (const [ticket, chunks] of exports) app.exports.set(ticket, { fileName: `${ticket}.csv`, chunks });
    const saved = new Map<string, string>();
    const folder = makeFolder();
    const stop = serveIpc({
      app,
      ipcMain,
      isOurs: pageAddress().isOurs,
      pages: () => [page],
      async saveExport(_sender, ticket, fileName) {
        const path = join(folder, fileName);
        await writeFile(path, app.takeExport(ticket).chunks);
        saved.set(fileName, readFileSync(path, 'utf8'));
        return true;
      },
    });
    const transport = createIpcTransport(mainWorld['lambdascope'] as Bridge);
    return {
      transport,
      emit: app.emit,
      saved,
      async close() {
        transport.close();
        stop();
        removeFolder(folder);
      },
    };
  },
};
