// Opens what a visitor can open, in any language of the page.

import { begins, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

/**
 * Opens what there is to see of a run that is over.
 *
 * @param {Page} page
 */
export async function openResults(page) {
  await page.locator("#show-figures").click();
  await page.locator("#share-link").click();
  await page.locator("#show-weight-figures").click();
  await page.locator("#confusion tbody button.right").nth(4).click();
  await page.locator("#raw > summary").click();
  await page.locator("#scaled > summary").click();
  for (const mark of await page.locator("button.explain").all()) {
    await mark.click();
  }
  await seeAllCards(page);
}

/**
 * Looks at the cards that are filled when they are looked at, until they are.
 *
 * @param {Page} page
 */
export async function seeAllCards(page) {
  await page.locator("#experiments-card").scrollIntoViewIfNeeded();
  await page.locator("#experiments-card a").first().waitFor();
  await page.locator("#reproduction-card").scrollIntoViewIfNeeded();
  await page.locator("#observations > li").first().waitFor();
}

/**
 * Has every setting shown, and the tour.
 *
 * @param {Page} page
 */
export async function openSettings(page) {
  await page.locator("#model").selectOption("custom");
  await page.locator("#initialization").selectOption("normal");
  await page.locator("#more-settings > summary").click();
  await page.locator("#schedule").selectOption("step");
  await page.locator("#stop-early").selectOption("test_loss");
  await page.locator("#tour").click();
  await page.locator("section.tour").waitFor();
  await page.locator("#data").selectOption("custom");
  await page.locator("#transposed").waitFor();
}

/**
 * Trains, and waits for what shows the network.
 *
 * @param {Page} page
 */
export async function train(page) {
  await begins(page, page.locator("#train"));
  await reaches(page, "done");
  await page.locator("#confusion button").first().waitFor();
}
