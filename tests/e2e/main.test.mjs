// One server, one run of the real SDK, one browser; then the journeys, each in pages of its own.

import { after, before, describe } from "node:test";

import * as accessibility from "./journeys/accessibility.mjs";
import * as crash from "./journeys/crash.mjs";
import * as entry from "./journeys/entry.mjs";
import * as frame from "./journeys/frame.mjs";
import * as keyboard from "./journeys/keyboard.mjs";
import * as later from "./journeys/later.mjs";
import * as roles from "./journeys/roles.mjs";
import * as walk from "./journeys/walk.mjs";
import { freshContext, launch, signIn, watchedPage } from "./support/browser.mjs";
import { publishWithSdk } from "./support/sdk.mjs";
import { startServer } from "./support/server.mjs";

describe("Vitrine in Chromium, after the script of the README", () => {
  const world = {};

  before(async () => {
    world.server = await startServer();
    world.published = await publishWithSdk(world.server);
    world.browser = await launch();
    world.context = await freshContext(world.browser, world.server);
    const page = await watchedPage(world.context);
    await signIn(page, world.server.adminKey);
    await page.close();
  }, { timeout: 240_000 });

  after(async () => {
    await world.browser?.close();
    await world.server?.stop();
  });

  for (const part of [entry, walk, frame, keyboard, later, roles, crash, accessibility]) part.journeys(world);
});
