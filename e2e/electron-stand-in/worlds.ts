import { decodeClone, encodeClone } from './clone-codec.ts';
import { openBridge } from './context-bridge.ts';
import { runPreload } from './preload-world.ts';

/** Name of the isolated world in which preload scripts run. */
export const preloadWorld = 'lambdascope-preload';
/** The function by which that world reaches the main process; the page's own world does not have it. */
export const preloadBinding = '__lambdascopeStandIn';

/**
 * Scripts for every new document, in this order. As in Electron with contextIsolation, the preload script and the page share the DOM and
 * nothing else; contextBridge is rebuilt from DOM events, whose `detail` is cloned between worlds.
 */
export function documentScripts(preloadSource: string): { main: string; isolated: string } {
  const secret = JSON.stringify(`lambdascope-${crypto.randomUUID()}-`); // a page cannot listen for what it cannot name
  const isTop = 'window === window.top'; // Electron runs a preload script only in the top frame
  const environment = JSON.stringify({
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  });
  return {
    main: `if (${isTop}) (${String(openBridge)})(${secret}, 'page', 'preload');`,
    isolated: `if (${isTop}) (${String(runPreload)})(${[
      JSON.stringify(preloadBinding),
      `{ encode: ${String(encodeClone)}, decode: ${String(decodeClone)} }`,
      `(${String(openBridge)})(${secret}, 'preload', 'page')`,
      environment,
      `(require, module, exports, process) => {${preloadSource}\n}`,
    ].join(', ')});`,
  };
}
