// What breaks in the soak, each as it happens to a visitor.

/** @import { BrowserContext, Page } from "playwright-core" */
/** @import { Site } from "../page/server.mjs" */

/**
 * @typedef {object} Visit
 * @property {Page} page
 * @property {BrowserContext} context
 * @property {Site} site
 * @property {string} url Of a fresh visit.
 */

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {(visit: Visit) => Promise<Page>} act The page that goes on.
 */

/** @type {readonly Fault[]} */
export const FAULTS = [
  {
    name: "the page is reloaded",
    async act({ page, url }) {
      await page.goto(url);
      return page;
    },
  },
  {
    name: "the tab is closed and the page opened again",
    async act({ page, context, url }) {
      await page.close();
      const next = await context.newPage();
      await next.goto(url);
      return next;
    },
  },
  {
    name: "the worker breaks",
    async act({ page }) {
      await page.evaluate(() => {
        const worker = Reflect.get(globalThis, "theWorker");
        worker?.onerror?.(
          new ErrorEvent("error", { message: "broken on purpose" }),
        );
      });
      return page;
    },
  },
  {
    name: "the tab is frozen for some seconds, as hidden ones are",
    async act({ page, context }) {
      const session = await context.newCDPSession(page);
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      await new Promise((resolve) => setTimeout(resolve, 5000));
      await session.send("Page.setWebLifecycleState", { state: "active" });
      await session.detach();
      return page;
    },
  },
  {
    name: "the run is paused, and the page reloaded",
    async act({ page, url }) {
      const pause = page.getByRole("button", { name: "Pause", exact: true });
      await pause.click({ timeout: 2000 }).catch(() => {});
      await page.waitForTimeout(500);
      await page.goto(url);
      return page;
    },
  },
  {
    name: "another tab trains another run for some seconds",
    async act({ page, context, url }) {
      const other = await context.newPage();
      await other.goto(
        `${url}&model=softmax&epochs=2&seed=99&data=generated&autostart=1`,
      );
      await other.waitForTimeout(8000);
      await other.close();
      return page;
    },
  },
  {
    name: "the network is gone while the page is loaded again",
    async act({ page, context, url }) {
      await context.setOffline(true);
      await page.goto(url).catch(() => {});
      await page.waitForTimeout(2000);
      await context.setOffline(false);
      await page.goto(url);
      return page;
    },
  },
];
