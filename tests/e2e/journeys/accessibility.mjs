// axe-core finds nothing, on any page, in either theme.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { axeViolations } from "../support/axe.mjs";
import { freshContext, open } from "../support/browser.mjs";
import { pages } from "../support/pages.mjs";
import { journey } from "./journey.mjs";

const NAMES = Object.keys(pages({ linked: "http://a/b", source: "http://a/b", run: "http://a/b" }));

export function journeys(world) {
  describe("accessibility", () => {
    for (const theme of ["light", "dark"]) {
      for (const name of NAMES) {
        journey(`axe finds nothing: ${name}, ${theme}`, world, async (page) => {
          await open(page, pages(world.published)[name]);
          assert.deepEqual(await axeViolations(page), []);
        }, { theme });
      }
      journey(`axe finds nothing: sign in, ${theme}`, world, async (page) => {
        await open(page, "/signin");
        assert.deepEqual(await axeViolations(page), []);
      }, { theme, context: () => freshContext(world.browser, world.server), expected: [/401/] });
    }

    for (const [mode, media] of [["more contrast", { contrast: "more" }], ["forced colours", { forcedColors: "active" }]]) {
      journey(`axe finds nothing and nothing disappears: ${mode}`, world, async (page) => {
        await page.emulateMedia(media);
        for (const name of ["landing", "collection", "metrics", "files", "lineage", "settings"]) {
          await open(page, pages(world.published)[name]);
          assert.deepEqual(await axeViolations(page), [], name);
          const unseen = await page.evaluate(() =>
            [...document.querySelectorAll("a, button, input")]
              .filter((element) => element.checkVisibility() && getComputedStyle(element).color === getComputedStyle(element).backgroundColor)
              .map((element) => element.outerHTML));
          assert.deepEqual(unseen, [], name);
        }
      });
    }

    journey("axe finds a planted violation", world, async (page) => {
      await open(page, "/registry");
      await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
      assert.match((await axeViolations(page)).join("\n"), /button-name/);
    });
  });
}
