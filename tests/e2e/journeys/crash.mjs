// A trap of the WebAssembly: the app is in no state to go on, and says so.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { freshContext, open, settled, signIn } from "../support/browser.mjs";
import { pages } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

/** Keeps hold of the app's exports, so that a test can make the real program trap. */
async function withExports(world) {
  const context = await freshContext(world.browser, world.server);
  await context.addInitScript(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      // The main part comes first; the parts after it have no memory of their own.
      window.appExports ??= made.instance.exports;
      return made;
    };
  });
  return context;
}

/** An allocation that no memory can hold ends the program as a panic does. */
const trap = (page) =>
  page.evaluate(() => {
    const allocate = Object.entries(window.appExports).find(([name]) => name.includes("malloc"))[1];
    setTimeout(() => allocate(-8, 8));
  });

export function journeys(world) {
  describe("crash", () => {
    const expected = [/401/, /RuntimeError|unreachable|exception|console/];
    journey("a trap shows the crash screen with the focus on Reload, which brings the page back", world, async (page) => {
      await signIn(page, world.server.adminKey);
      for (const name of ["landing", "collection", "metrics", "lineage"]) {
        await open(page, pages(world.published)[name]);
        await trap(page);
        await page.getByRole("heading", { name: "Vitrine stopped" }).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "Reload");
        await page.keyboard.press("Enter");
        await settled(page);
        assert.equal(await page.getByRole("heading", { name: "Vitrine stopped" }).count(), 0);
      }
    }, { context: () => withExports(world), expected });
  });
}
