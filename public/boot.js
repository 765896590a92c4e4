// Runs before anything else and outlives the app: the theme before the first paint, the Trusted Types policy before the
// WebAssembly, and the crash screen after it.
"use strict";
(() => {
  const root = document.documentElement;

  // --- Theme: what src/state/theme.rs stored and announces under this name, or what the system says.
  const THEME = "vitrine.theme";
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  let preference = "system";
  try {
    preference = localStorage.getItem(THEME) || "system";
  } catch {
    // Storage is switched off: the system decides.
  }
  const paint = () => {
    const isDark = preference === "dark" || (preference !== "light" && systemIsDark.matches);
    root.dataset.theme = isDark ? "dark" : "light";
  };
  paint();
  systemIsDark.addEventListener("change", paint);
  addEventListener(THEME, (event) => {
    preference = event.detail;
    paint();
  });

  // --- Sidebar: folded or not, as src/state/sidebar.rs keeps it.
  try {
    root.dataset.sidebar = localStorage.getItem("vitrine.sidebar") || "open";
  } catch {
    root.dataset.sidebar = "open";
  }

  // --- Trusted Types: templates of the app and HTML that the server made safe go through this one gate. What neither of
  // them holds is shown as text, so a hole elsewhere does not become a script.
  const FORBIDDEN = /<\s*(script|iframe|object|embed|base|link|meta|form|frame|applet)\b|<[^>]*\s(on\w+|srcdoc|style)\s*=|=\s*["']?\s*javascript:/i;
  if (window.trustedTypes && trustedTypes.createPolicy) {
    trustedTypes.createPolicy("default", {
      createHTML: (html) => (FORBIDDEN.test(html) ? html.replaceAll("&", "&amp;").replaceAll("<", "&lt;") : html),
      createScriptURL: () => null,
      createScript: () => null,
    });
  }

  // --- Crash screen: a trap of the WebAssembly leaves it in no state to go on; it is not called again.
  let hasCrashed = false;
  const crash = (what) => {
    if (hasCrashed) return;
    hasCrashed = true;
    const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });
    const box = make("main", "");
    box.className = "crash";
    const reload = make("button", "Reload");
    reload.type = "button";
    reload.addEventListener("click", (event) => {
      event.stopPropagation(); // The app may still listen on the window.
      location.reload();
    });
    const details = document.createElement("details");
    details.append(make("summary", "What happened"), make("pre", what));
    box.append(
      make("h1", "Vitrine stopped"),
      make("p", "The app met an error that it cannot recover from. What the server confirmed is safe; what you were typing may be lost."),
      reload,
      details,
    );
    document.title = "Vitrine stopped";
    document.body.replaceChildren(box);
    reload.focus();
  };
  let lastPanic = "";
  let hasStarted = false;
  addEventListener("vitrine.panic", (event) => {
    lastPanic = String(event.detail);
  });
  const isTrap = (error) => error instanceof WebAssembly.RuntimeError;
  addEventListener("error", (event) => {
    if (isTrap(event.error)) crash(lastPanic || String(event.error.message));
    // The script or the WebAssembly of the app did not load, as after an update of the server.
    const failed = event.target;
    if (failed instanceof HTMLScriptElement && failed.src) crash(`Could not load ${new URL(failed.src).pathname}.`);
  }, true);
  addEventListener("unhandledrejection", (event) => {
    const error = event.reason;
    if (isTrap(error) || error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) {
      crash(lastPanic || String(error.message));
    } else if (!hasStarted) {
      crash(`The app could not be loaded: ${error}`);
    }
  });
  addEventListener("vitrine.started", () => {
    hasStarted = true;
  });
})();
