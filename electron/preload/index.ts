import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import type { AppEvent, Bridge } from '#api';
import { channels } from '../channels.ts';

/** Everything that the page can reach of Electron. Neither ipcRenderer nor any event object is ever passed on. */
const bridge: Bridge = {
  request: (command, input) => ipcRenderer.invoke(channels.request, command, input),
  saveExport: (ticket, fileName) => ipcRenderer.invoke(channels.saveExport, ticket, fileName),
  pathOf: (file) => webUtils.getPathForFile(file as File),
  onEvent(listener) {
    const forward = (_event: IpcRendererEvent, event: AppEvent): void => listener(event);
    ipcRenderer.on(channels.event, forward);
    return () => {
      ipcRenderer.off(channels.event, forward);
    };
  },
};

contextBridge.exposeInMainWorld('lambdascope', bridge);
