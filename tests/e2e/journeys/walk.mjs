// From the landing page to every tab of a version: what the script made is there.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { open, settled } from "../support/browser.mjs";
import { pages, registryBase } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

const starButton = (page) => page.getByRole("main").getByRole("button", { name: /star/i }).first();

/** Puts a protected alias on the version that the script linked. */
async function protectedAlias(world, alias) {
  const ask = async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    const headers = { "content-type": "application/json", authorization: `Basic ${btoa(`api:${world.server.adminKey}`)}` };
    const answer = await (await fetch(`${world.server.url}/graphql`, { method: "POST", headers, body })).json();
    assert.equal(answer.errors, undefined);
    return answer.data;
  };
  const { organization } = await ask(`{ organization { orgEntity { name } registry(name: "model") { id artifactCollectionMembership(name: "first-collection:v0") { artifact { id } } } } }`);
  await ask(`mutation($p: ID!, $a: String!) { protectAlias(input: { projectID: $p, alias: $a }) { project { id } } }`, { p: organization.registry.id, a: alias });
  const place = { entityName: organization.orgEntity.name, projectName: "wandb-registry-model", artifactCollectionName: "first-collection", alias };
  await ask(`mutation($input: AddAliasesInput!) { addAliases(input: $input) { success } }`, {
    input: { artifactID: organization.registry.artifactCollectionMembership.artifact.id, aliases: [place] },
  });
}

export function journeys(world) {
  const at = (name) => pages(world.published)[name];

  describe("walk", () => {
    journey("landing, registry, collection, version, each tab, by its links", world, async (page) => {
      await open(page, "/registry");
      await page.getByRole("main").getByRole("link", { name: /^Models/ }).first().click();
      await page.getByRole("heading", { level: 1, name: /Models/ }).waitFor();
      await page.getByRole("link", { name: "first-collection" }).first().click();
      await page.getByRole("heading", { level: 1, name: /first-collection/ }).waitFor();
      await settled(page);
      await page.getByRole("main").getByRole("link", { name: /^v0/ }).first().click();
      await page.waitForURL((url) => url.pathname === at("version"));
      await page.getByText("latest").first().waitFor();
      for (const [tab, end] of [["Metrics", "metrics"], ["Metadata", "metadata"], ["Files", "files"], ["Usage", "usage"], ["Lineage", "lineage"], ["Overview", ""]]) {
        await page.getByRole("navigation", { name: "Version" }).getByRole("link", { name: new RegExp(`^${tab}`) }).click();
        await page.waitForURL((url) => url.pathname === (end ? `${at("version")}/${end}` : at("version")));
        await settled(page);
      }
      await page.goBack();
      await page.waitForURL((url) => url.pathname === at("lineage"));
    });

    journey("a star stays after a reload and goes again", world, async (page) => {
      await open(page, at("registry"));
      const pressed = () => starButton(page).getAttribute("aria-pressed");
      assert.equal(await pressed(), "false");
      const saved = page.waitForResponse((answer) => answer.url().endsWith("/graphql") && answer.request().postData().includes("starRegistry"));
      await starButton(page).click();
      await saved;
      await page.reload();
      await settled(page);
      assert.equal(await pressed(), "true");
      const removed = page.waitForResponse((answer) => answer.url().endsWith("/graphql") && answer.request().postData().includes("starRegistry"));
      await starButton(page).click();
      await removed;
      await page.reload();
      await settled(page);
      assert.equal(await pressed(), "false");
    });

    journey("the collection shows the version, its alias and the metrics that the address asks for", world, async (page) => {
      await open(page, at("collection-metrics"));
      const table = page.getByRole("table").first();
      await table.getByRole("columnheader", { name: /loss/ }).waitFor();
      await table.getByRole("columnheader", { name: /accuracy/ }).waitFor();
      const row = table.getByRole("row").filter({ hasText: "v0" });
      assert.match(await row.innerText(), /latest/);
      // The last step of the script: 1 - 1/201.
      assert.match(await row.innerText(), /0\.99/);
    });

    journey("the metrics tab draws a chart for each key of the run", world, async (page) => {
      await open(page, at("metrics"));
      for (const key of ["loss", "accuracy"]) await page.getByRole("figure", { name: new RegExp(`^${key}`) }).waitFor();
      const inked = await page.locator("canvas").first().evaluate((canvas) => {
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const colours = new Set();
        for (let at = 0; at < pixels.length; at += 4) colours.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]},${pixels[at + 3]}`);
        return colours.size;
      });
      assert.ok(inked > 3, `the chart has ${inked} colours`);
    });

    journey("a file downloads with the content that the script wrote", world, async (page) => {
      await open(page, at("files"));
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download my_model.txt" }).click();
      const saved = await (await download).createReadStream();
      let content = "";
      for await (const part of saved) content += part;
      assert.match(content, /^Model: 0\.\d+/);
    });

    journey("the metadata of the derived version is shown", world, async (page) => {
      await open(page, at("metadata"));
      await page.getByText("score").first().waitFor();
      await page.getByText("0.95").first().waitFor();
    });

    journey("the usage tab names the version in copyable lines", world, async (page) => {
      await open(page, at("usage"));
      await page.getByText(/wandb-registry-model\/first-collection:(v0|latest)/).first().waitFor();
    });

    journey("the lineage shows the run that logged the version and the run that used it", world, async (page) => {
      await open(page, at("lineage"));
      await page.getByRole("button", { name: /^version (first-collection|gemma-finetuned)/ }).waitFor();
      await page.getByRole("button", { name: /^run .*evaluate/ }).waitFor();
      assert.ok((await page.getByRole("button", { name: /^run / }).count()) >= 2);
    });

    journey("the settings show visibility, types, members and roles", world, async (page) => {
      await open(page, at("settings"));
      const facts = page.getByRole("main");
      for (const fact of ["Visibility", "Accepted types", "Protected aliases", "What can I do here, and why?"]) {
        await facts.getByText(fact, { exact: true }).waitFor();
      }
      await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Members" }).click();
      await page.waitForURL((url) => url.pathname === at("members"));
      await settled(page);
      await facts.getByText("Admin").first().waitFor();
    });

    journey("the theme follows the system, and a choice of one's own stays", world, async (page) => {
      await open(page, "/registry");
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--bg-canvas"));
      const light = await ground();
      await page.emulateMedia({ colorScheme: "dark" });
      await page.reload();
      await settled(page);
      const dark = await ground();
      assert.notEqual(dark, light);
      await page.getByRole("button", { name: "Theme, keys and sign out" }).click();
      await page.getByRole("group", { name: "Theme" }).getByRole("button", { name: "Light" }).click();
      assert.equal(await ground(), light);
      await page.reload();
      await settled(page);
      assert.equal(await ground(), light);
      await page.evaluate(() => localStorage.removeItem("vitrine.theme"));
    });

    journey("no page is wider than a narrow phone, or a wide screen at 400 %", world, async (page) => {
      // Text for screen readers beside a protected alias, in a table that is wider than the screen.
      await protectedAlias(world, "production");
      for (const [name, address] of Object.entries(pages(world.published))) {
        await open(page, address);
        const [has, may] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(has <= may, `${name} is ${has} px wide on a screen of ${may} px`);
      }
    }, { viewport: { width: 320, height: 640 } });

    journey("the registry page names the lines that link into it", world, async (page) => {
      await open(page, registryBase(world.published));
      await page.getByText(/wandb-registry-model/).first().waitFor();
    });
  });
}
