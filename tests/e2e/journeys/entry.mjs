// Coming in: keys, sessions, addresses.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { freshContext, open, settled, signIn } from "../support/browser.mjs";
import { pages, registryBase } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

const NOT_THERE = /^No .* (here|has this address)$/;

export function journeys(world) {
  const stranger = () => freshContext(world.browser, world.server);

  describe("entry", () => {
    journey("a wrong key gets one sentence and stays on the page", world, async (page) => {
      await page.goto("/signin");
      await page.getByLabel("API key").fill("0".repeat(40));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("This key is not valid. Check that it was copied whole").waitFor();
      assert.match(page.url(), /\/signin/);
      assert.equal(await page.getByLabel("API key").inputValue(), "0".repeat(40), "what was typed is kept");
    }, { context: stranger, expected: [/401/] });

    journey("a key signs in, and reading storage gives no key away", world, async (page) => {
      await signIn(page, world.server.adminKey);
      const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
      assert.ok(!stored.includes(world.server.adminKey));
      await page.getByRole("link", { name: /Models/ }).first().waitFor();
    }, { context: stranger, expected: [/401/] });

    journey("a page asked for before signing in opens after it", world, async (page) => {
      const wanted = `${registryBase(world.published)}/c/first-collection`;
      await page.goto(wanted);
      await page.getByLabel("API key").fill(world.server.adminKey);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname === wanted);
      await page.getByRole("heading", { level: 1, name: /first-collection/ }).waitFor();
    }, { context: stranger, expected: [/401/] });

    journey("the root goes to the registries", world, async (page) => {
      await page.goto("/");
      await page.waitForURL("**/registry");
      await settled(page);
    });

    journey("addresses of the SDK open their pages", world, async (page) => {
      const { published } = world;
      const base = registryBase(published);
      await page.goto(published.linked);
      await page.waitForURL((url) => url.pathname === `${base}/c/reports/v0`);
      await page.getByRole("heading", { level: 1, name: /reports/ }).waitFor();
      await open(page, published.source);
      await page.getByRole("heading", { level: 1, name: /gemma-report/ }).waitFor();
      await open(page, published.run);
      await page.getByRole("heading", { level: 1, name: published.run_title }).waitFor();
      await open(page, `${new URL(published.run).pathname.split("/runs/")[0]}/workspace`);
      await page.getByRole("link", { name: published.run_title }).first().waitFor();
    });

    for (const address of ["/orgs/no-such/registry/model", "/no/such/page/at/all", "/no-such-entity/no-such-project"]) {
      journey(`an unknown address says so: ${address}`, world, async (page) => {
        await page.goto(address);
        await page.getByRole("heading", { name: NOT_THERE }).first().waitFor();
      });
    }

    journey("an unknown collection and an unknown version say so", world, async (page) => {
      const base = registryBase(world.published);
      for (const address of [pages(world.published).absent, `${base}/c/first-collection/v99`, `${base}/c/first-collection/no-such-alias`]) {
        await page.goto(address);
        await page.getByRole("heading", { name: NOT_THERE }).first().waitFor();
      }
    });

    journey("/authorize makes a key that works and shows it once", world, async (page) => {
      await open(page, "/authorize?ref=models");
      await page.getByRole("button", { name: "Create API key" }).click();
      const key = await page.getByTestId("new-api-key").innerText();
      assert.match(key, /^[\w-]{40,}$/);
      const answer = await fetch(`${world.server.url}/graphql`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Basic ${btoa(`api:${key}`)}` },
        body: JSON.stringify({ query: "{ viewer { username } }" }),
      });
      assert.equal((await answer.json()).data.viewer.username, "ada");
      await page.reload();
      await settled(page);
      assert.equal(await page.getByText(key).count(), 0, "the key is shown once");
    });
  });
}
