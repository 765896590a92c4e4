// The frame around every page: the palette, keys, the sidebar, and what it says when something is wrong.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { axeViolations } from "../support/axe.mjs";
import { freshContext, open, settled, signIn } from "../support/browser.mjs";
import { pages } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

/** What has the focus: its tag and its words. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`;
});

/** A context of its own, signed in. */
async function signedIn(world) {
  const context = await freshContext(world.browser, world.server);
  const page = await context.newPage();
  await signIn(page, world.server.adminKey);
  await page.close();
  return context;
}

export function journeys(world) {
  describe("frame", () => {
    journey("the palette finds a collection by some letters, goes there, and gives the focus back when it is closed", world, async (page) => {
      await open(page, "/registry");
      const opener = page.getByRole("button", { name: "Commands" });
      await opener.focus();
      await page.keyboard.press("Control+k");
      const palette = page.getByRole("combobox", { name: "Command or place" });
      await palette.waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await page.keyboard.press("Escape");
      await palette.waitFor({ state: "detached" });
      assert.match(await focused(page), /^BUTTON .*Commands/);
      await page.keyboard.press("Control+k");
      await palette.fill("frstcol");
      await page.getByRole("option", { name: /first-collection/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname === pages(world.published).collection);
      await settled(page);
      assert.match(await focused(page), /^H1 /);
    });

    journey("g and a letter go, / focuses the search, ? shows the keys, and where one types they are letters", world, async (page) => {
      await open(page, pages(world.published).collection);
      await page.keyboard.press("g");
      await page.keyboard.press("r");
      await page.waitForURL("**/registry");
      await settled(page);
      await page.keyboard.press("/");
      await page.keyboard.type("?gm");
      assert.equal(await page.getByRole("main").getByRole("searchbox").inputValue(), "?gm");
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press("?");
      const sheet = page.getByRole("dialog", { name: "Keys" });
      await sheet.getByText("Fold the sidebar").waitFor();
      assert.deepEqual(await axeViolations(page), []);
    });

    journey("the sidebar folds to its icons and stays so", world, async (page) => {
      await open(page, "/registry");
      await page.getByRole("button", { name: "Fold the sidebar" }).click();
      await page.reload();
      await settled(page);
      const box = await page.getByRole("complementary", { name: "Sidebar" }).boundingBox();
      assert.ok(box.width < 60, `${box.width} px wide`);
      assert.deepEqual(await axeViolations(page), []);
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Registries" }).waitFor();
    }, { context: () => signedIn(world) });

    journey("a lost connection is said, and that it is back is heard", world, async (page) => {
      await open(page, "/registry");
      await page.context().setOffline(true);
      await page.getByText("You are offline").waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await page.context().setOffline(false);
      await page.getByText("You are offline").waitFor({ state: "detached" });
    }, { context: () => signedIn(world), expected: [/ERR_INTERNET_DISCONNECTED/] });

    journey("an answer of another build offers to reload", world, async (page) => {
      await open(page, "/registry");
      assert.equal(await page.getByText("Vitrine was updated").count(), 0);
      await page.route("**/graphql", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { ...answer.headers(), "x-vitrine-build": "another" } });
      });
      await page.getByRole("main").getByRole("link", { name: "Models" }).first().click();
      await page.getByText("Vitrine was updated").waitFor();
      await page.getByRole("button", { name: "Reload" }).waitFor();
    });

    journey("a session that ends is renewed in place: what was typed stays and what was asked for is done", world, async (page) => {
      await open(page, "/authorize");
      const box = page.getByRole("main").getByRole("textbox", { name: "What is it for?" });
      await box.fill("nightly runs");
      await page.context().clearCookies();
      await page.getByRole("main").getByRole("button", { name: "Create API key" }).click();
      const dialog = page.getByRole("dialog", { name: "Your session has ended" });
      await dialog.waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await dialog.getByLabel("API key").fill("0".repeat(40));
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await dialog.getByText("This key is not valid").waitFor();
      await dialog.getByLabel("API key").fill(world.server.adminKey);
      const sent = page.waitForRequest((request) => request.postData()?.includes("generateApiKey") && request.postData().includes("nightly runs"));
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await sent;
      await dialog.waitFor({ state: "hidden" });
      await page.getByRole("button", { name: "Copy API key" }).waitFor();
    }, { context: () => signedIn(world), expected: [/401/] });

    journey("an address that leads nowhere names the nearest page", world, async (page) => {
      await open(page, `${pages(world.published).version}/nonsense`);
      await page.getByRole("heading", { level: 1, name: "No page has this address" }).waitFor();
      await page.getByRole("main").getByRole("link", { name: pages(world.published).version }).click();
      await page.waitForURL((url) => url.pathname === pages(world.published).version);
    });
  });
}
