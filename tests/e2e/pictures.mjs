// Pictures of every page: light and dark, 1440 and 390 px wide. For looking, and for the README.
//
//   node tests/e2e/pictures.mjs OUT                      a server of its own, filled by the SDK script
//   VITRINE_URL=… VITRINE_KEY=… node tests/e2e/pictures.mjs OUT name=/address …    a running server

import { mkdir } from "node:fs/promises";
import path from "node:path";

import { PHONE, freshContext, launch, open, signIn, watchedPage } from "./support/browser.mjs";
import { pages } from "./support/pages.mjs";
import { publishWithSdk } from "./support/sdk.mjs";
import { startServer } from "./support/server.mjs";

const [out = "pictures", ...named] = process.argv.slice(2);
await mkdir(out, { recursive: true });

const running = process.env.VITRINE_URL && { url: process.env.VITRINE_URL, adminKey: process.env.VITRINE_KEY, stop: () => {} };
const server = running || (await startServer());
const browser = await launch();
try {
  const own = running ? {} : pages(await publishWithSdk(server));
  const wanted = { ...own, ...Object.fromEntries(named.map((pair) => pair.split(/=(.*)/s).slice(0, 2))) };
  const context = await freshContext(browser, server);
  const first = await watchedPage(context);
  await open(first, "/signin");
  await first.screenshot({ path: path.join(out, "signin-light-1440.png") });
  await signIn(first, server.adminKey);
  for (const theme of ["light", "dark"]) {
    for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
      const page = await watchedPage(context, { theme, viewport });
      for (const [name, address] of Object.entries(wanted)) {
        try {
          await open(page, address);
        } catch (error) {
          console.error(`${name}: ${error.message.split("\n")[0]}`);
        }
        await page.screenshot({ path: path.join(out, `${name}-${theme}-${viewport.width}.png`), fullPage: viewport === PHONE });
        for (const fault of page.faults.splice(0)) console.error(`${name}: ${fault}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
