// The same journey without a mouse.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { freshContext, open, settled } from "../support/browser.mjs";
import { pages } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

/** Presses Tab until what has the focus matches; fails when it comes around or the focus is lost. */
async function tabTo(page, role, name) {
  const wanted = page.getByRole(role, { name });
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    for (const candidate of await wanted.all()) {
      if (await candidate.evaluate((element) => element === document.activeElement)) return candidate;
    }
  }
  throw new Error(`Tab does not reach the ${role} ${name}`);
}

/** Whether one sees that an element has the focus: the picture around it differs from the one without. */
async function hasVisibleFocus(page, element) {
  const box = await element.evaluate((node) => {
    // The sign may be on what the element stands for, as on the card of a link.
    const { x, y, width, height } = (node.closest("article, tr, li") ?? node).getBoundingClientRect();
    return { x: Math.max(0, x - 6), y: Math.max(0, y - 6), width: width + 12, height: height + 12 };
  });
  const focused = await page.screenshot({ clip: box });
  await element.evaluate((node) => node.blur());
  const blurred = await page.screenshot({ clip: box });
  await element.evaluate((node) => node.focus({ focusVisible: true }));
  return !focused.equals(blurred);
}

export function journeys(world) {
  describe("keyboard", () => {
    journey("a key typed and Enter sign in", world, async (page) => {
      await page.goto("/signin");
      await page.getByLabel("API key").waitFor();
      await page.keyboard.press("Escape");
      if (!(await page.getByLabel("API key").evaluate((field) => field === document.activeElement))) {
        await tabTo(page, "textbox", /API key/);
      }
      await page.keyboard.type(world.server.adminKey);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => !url.pathname.startsWith("/signin"));
      await settled(page);
      assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus goes on from the heading");
    }, { context: () => freshContext(world.browser, world.server), expected: [/401/] });

    journey("from the landing page to the lineage of a version, and the star", world, async (page) => {
      const at = pages(world.published);
      await open(page, "/registry");
      const card = await tabTo(page, "link", /^Models/);
      assert.ok(await hasVisibleFocus(page, card), "the focus on the card is seen");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: /Models/ }).waitFor();
      await settled(page);
      const star = await tabTo(page, "button", /star/i);
      assert.ok(await hasVisibleFocus(page, star), "the focus on the star is seen");
      await tabTo(page, "link", "first-collection");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname === at.collection);
      await settled(page);
      await tabTo(page, "link", /^v0/);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname === at.version);
      await settled(page);
      await tabTo(page, "link", /^Lineage/);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname === at.lineage);
    });
  });
}
