import type { Frame, Page, Route } from '@playwright/test';
import { answer, fromBrowserUrl } from './protocol.ts';

/** Who decides about a page's requests. */
export interface Answerer {
  /** True if the app prevents the page from navigating there. */
  isPrevented(browserUrl: string, frame: Frame): boolean;
}

/** Answers a page's requests: navigations that the app may prevent, files of its protocols, and nothing from other machines. */
export async function answerRequests(page: Page, answerer: Answerer): Promise<void> {
  await page.route('**/*', (route) => answerOne(route, answerer));
}

async function answerOne(route: Route, answerer: Answerer): Promise<void> {
  const request = route.request();
  const url = fromBrowserUrl(request.url());
  if (request.isNavigationRequest() && answerer.isPrevented(request.url(), request.frame())) {
    await route.abort('aborted');
    return;
  }
  try {
    const response = await answer({ method: request.method(), url, kind: request.resourceType() });
    if (response === null) {
      await route.abort('internetdisconnected'); // no test reaches beyond this machine
      return;
    }
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  } catch (thrown) {
    // An exception in a handler is ERR_FAILED, or ERR_UNEXPECTED (lib/browser/api/protocol.ts, v45).
    process.stderr.write(`Error in the handler of ${new URL(url).protocol} ${String(thrown)}\n`);
    await route.abort('failed').catch(() => undefined); // the page may be gone
  }
}
