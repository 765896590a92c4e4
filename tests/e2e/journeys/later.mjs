// The code of a page is fetched when it is wanted: seen by what the browser asks for.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { freshContext, open, settled, signIn } from "../support/browser.mjs";
import { pages } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

const PARTS = /\/(split|chunk)_.*\.wasm$/;

/** A signed-in context with an empty cache. */
async function coldContext(world) {
  const context = await freshContext(world.browser, world.server);
  const page = await context.newPage();
  await signIn(page, world.server.adminKey);
  await page.close();
  return context;
}

export function journeys(world) {
  describe("later parts of the app", () => {
    journey("the landing page fetches none, a link that the pointer reaches fetches its part", world, async (page) => {
      const asked = [];
      page.on("request", (request) => PARTS.test(request.url()) && asked.push(request.url()));
      await open(page, pages(world.published).landing);
      assert.deepEqual(asked, []);
      const fetched = page.waitForRequest(/split_browse/);
      await page.getByRole("main").getByRole("link", { name: "Models" }).first().hover();
      await fetched;
      await page.waitForLoadState("networkidle");
      const before = asked.length;
      await page.getByRole("main").getByRole("link", { name: "Models" }).first().click();
      await page.getByRole("heading", { name: "Models", level: 1 }).waitFor();
      await settled(page);
      assert.equal(asked.length, before, "the part was here already");
    }, { context: () => coldContext(world) });

    journey("a part that cannot be fetched is told, and fetched by another try", world, async (page) => {
      await page.route(/split_inspect/, (route) => route.abort());
      await page.goto(pages(world.published).version);
      await page.getByRole("heading", { name: "Could not open the page" }).waitFor();
      // The frame asks who is signed in meanwhile, and shows the page anew when it knows.
      await page.waitForLoadState("networkidle");
      await page.unroute(/split_inspect/);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { name: "first-collection v0", level: 1 }).waitFor();
    }, { context: () => coldContext(world), expected: [/split_inspect/, /console: .*(Failed to load|Failed to fetch)/] });
  });
}
