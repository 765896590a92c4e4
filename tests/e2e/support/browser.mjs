// Chromium, and pages that remember everything that went wrong on them.

import { chromium } from "playwright-core";

const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.VITRINE_CHROMIUM ?? "/usr/bin/chromium",
    // Containers run as root, where Chromium's own sandbox cannot start.
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}

/** A context with nothing in it. */
export async function freshContext(browser, server, options = {}) {
  const context = await browser.newContext({ baseURL: server.url, viewport: WIDE, ...options });
  context.setDefaultTimeout(10_000);
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
    });
  });
  return context;
}

/** A page whose `faults` grow with each console error, exception, failed request and answer of 400 or more. */
export async function watchedPage(context, { theme = "light", viewport } = {}) {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  if (viewport) await page.setViewportSize(viewport);
  page.faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A page that is left while it loads, and a file that is saved instead of shown, end their request so.
    if (why !== "net::ERR_ABORTED") page.faults.push(`request: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) page.faults.push(`answer: ${response.status()} ${response.url()}`);
  });
  return page;
}

/** Opens an address of the app and waits until its data is there. */
export async function open(page, address) {
  await page.goto(address);
  await settled(page);
}

/** Waits until the page shows a heading and nothing on it is still loading. */
export async function settled(page) {
  await page.getByRole("main").getByRole("heading").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true], .skeleton-bar"));
  await page.waitForLoadState("networkidle");
}

/** Signs in as a person does: by the form. */
export async function signIn(page, key) {
  await page.goto("/signin");
  await page.getByLabel("API key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/signin"));
  await settled(page);
}
