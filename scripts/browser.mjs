import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { unpackBundledChromium } from "./lib/bundled-chromium.mjs";
import { isMain } from "./lib/is-main.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { runCommand } from "./lib/processes.mjs";
import { inNodeModules } from "./lib/project.mjs";

/** @typedef {{ source: string, executablePath?: string, args: string[], env: Record<string, string> }} Browser */

const PROGRAM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_PROGRAMS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function launchArguments() {
  const quiet = ["background-networking", "component-update", "sync", "quic"].map(
    (name) => `--disable-${name}`,
  );
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [...asRoot, ...quiet, "--no-first-run"];
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function systemPrograms() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = PROGRAM_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...(process.platform === "darwin" ? MAC_PROGRAMS : []), ...onPath].filter(isProgram);
}

/** Installed is not enough: Ubuntu's `chromium-browser`, for one, is only a pointer to a snap. */
async function canLaunch({ executablePath, args, env }) {
  const { chromium } = await import("@playwright/test");
  try {
    const browser = await chromium.launch({
      executablePath,
      args,
      env: { ...process.env, ...env },
      timeout: 60_000,
    });
    const page = await browser.newPage();
    await page.goto("about:blank");
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

async function* candidates() {
  const args = launchArguments();
  for (const executablePath of systemPrograms())
    yield { source: executablePath, executablePath, args, env: {} };
  yield* playwrightsOwn(args);
  const bundled = await unpackBundledChromium();
  if (bundled)
    yield { source: "@sparticuz/chromium", args: [...new Set(["--no-sandbox", ...args])], ...bundled };
  if (await installPlaywrights()) yield* playwrightsOwn(args);
  if (await installWithApt()) yield { source: "apt", executablePath: "/usr/bin/chromium", args, env: {} };
}

async function* playwrightsOwn(args) {
  const { chromium } = await import("@playwright/test");
  yield { source: "Playwright's Chromium", args, env: {} };
  const executablePath = chromium.executablePath();
  if (existsSync(executablePath)) yield { source: "Playwright's Chromium", executablePath, args, env: {} };
}

async function installPlaywrights() {
  say("No usable browser found; downloading Playwright's Chromium ...");
  const cli = inNodeModules("@playwright/test/cli.js");
  return (await runCommand(process.execPath, [cli, "install", "chromium"], { env: process.env })) === 0;
}

async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  say("Installing the system's Chromium with apt-get ...");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update"], { env });
  return (
    (await runCommand("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env })) === 0
  );
}

/**
 * Finds a Chromium that really starts, or gets one.
 *
 * @returns {Promise<Browser>}
 */
export async function findBrowser() {
  for await (const browser of candidates()) if (await canLaunch(browser)) return browser;
  throw new UserError(
    "No browser for the end-to-end tests could be found or installed; install Chromium and try again.",
  );
}

/** @param {Browser} browser @returns {Record<string, string>} how playwright.config.ts is told about it */
export function browserVariables({ executablePath, args, env }) {
  return {
    E2E_BROWSER: executablePath ?? "",
    E2E_BROWSER_ARGS: JSON.stringify(args),
    E2E_BROWSER_ENV: JSON.stringify(env),
  };
}

if (isMain(import.meta.url)) {
  findBrowser()
    .then((browser) => say(JSON.stringify(browser, null, 2)))
    .catch((error) => {
      complain(describeError(error));
      process.exitCode = 1;
    });
}
