// What a restricted viewer sees: everything about a version but the contents of its files.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, describe } from "node:test";

import { freshContext, open, signIn, watchedPage } from "../support/browser.mjs";
import { pages, registryBase } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

export function journeys(world) {
  describe("a restricted viewer, in none of the teams", () => {
    const key = randomBytes(20).toString("hex");
    const signedIn = async () => {
      const context = await freshContext(world.browser, world.server);
      const page = await watchedPage(context);
      await signIn(page, key);
      await page.close();
      return context;
    };

    before(async () => {
      const organization = decodeURIComponent(registryBase(world.published).split("/")[2]);
      await world.server.command("user", "create", "rita", "--email", "rita@example.com", "--key", key);
      await world.server.command("org", "add-member", organization, "rita", "member");
    });

    journey("sees the charts of a run whose project is hidden", world, async (page) => {
      await open(page, pages(world.published).metrics);
      for (const name of ["loss", "accuracy"]) await page.getByRole("figure", { name: new RegExp(`^${name}`) }).waitFor();
    }, { context: signedIn });

    journey("sees the names of the files and why they cannot be downloaded", world, async (page) => {
      await open(page, pages(world.published).files);
      await page.getByText("my_model.txt").first().waitFor();
      assert.equal(await page.getByRole("link", { name: /^Download/ }).count(), 0);
      await page.getByText(/Needs viewer\. You are restricted viewer because the registry is visible to the organization\./).first().waitFor();
    }, { context: signedIn });

    journey("finds neither the run nor the source", world, async (page) => {
      const { run, "source-version": source } = pages(world.published);
      for (const address of [run, source]) {
        await page.goto(address);
        await page.getByRole("heading", { name: /^No .* here$/ }).first().waitFor();
      }
    }, { context: signedIn });
  });
}
