// A journey is a test with a page of its own, on which nothing may have gone wrong at the end.

import assert from "node:assert/strict";
import { it } from "node:test";

import { watchedPage } from "../support/browser.mjs";

/**
 * `expected` are the faults that belong to the journey, as patterns.
 * `context` gives the browser context; without it, it is the one that is signed in.
 */
export function journey(name, world, steps, { expected = [], context, ...options } = {}) {
  it(name, { timeout: 90_000 }, async () => {
    const own = context ? await context() : world.context;
    const page = await watchedPage(own, options);
    try {
      await steps(page);
      const faults = page.faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
      assert.deepEqual(faults, []);
    } catch (error) {
      error.message += `\n  at ${page.url()}\n  faults: ${page.faults.join("\n    ") || "none"}`;
      throw error;
    } finally {
      await page.close();
      if (context) await own.close();
    }
  });
}
