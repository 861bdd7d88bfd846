import path from "node:path";
import { complain, say, UserError } from "./output.mjs";
import { runCommand } from "./processes.mjs";
import { inNodeModules, projectRoot, readJson } from "./project.mjs";

const OLDEST_NODE = [20, 9];

export function requireNodeVersion() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new UserError(`Node ${OLDEST_NODE.join(".")} or newer is needed; this is ${process.versions.node}.`);
}

/**
 * npm writes node_modules/.package-lock.json last, so an interrupted install or a changed lockfile is noticed.
 *
 * @param {Record<string, any>} wanted `packages` of package-lock.json
 * @param {Record<string, any> | undefined} installed `packages` of node_modules/.package-lock.json
 */
export function arePackagesCurrent(wanted, installed) {
  if (!installed) return false;
  return Object.entries(wanted).every(([location, entry]) => {
    const dependsOnPlatform = entry.optional || entry.os || entry.cpu || entry.extraneous;
    if (location === "" || dependsOnPlatform || entry.peer || entry.link) return true;
    return installed[location]?.version === entry.version;
  });
}

function npmCommand() {
  const npmScript = process.env.npm_execpath;
  if (npmScript && path.basename(npmScript) === "npm-cli.js")
    return { command: process.execPath, first: [npmScript] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", first: [] };
}

/** Installs the packages of package-lock.json unless they are already there. */
export async function ensurePackages() {
  const wanted = readJson(path.join(projectRoot, "package-lock.json"));
  const installed = readJson(inNodeModules(".package-lock.json"));
  if (arePackagesCurrent(wanted.packages, installed?.packages)) return;
  say("Installing packages (about half a minute) ...");
  const { command, first } = npmCommand();
  // NODE_ENV=production would leave out the development packages, which the build itself needs.
  const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund"];
  const code = await runCommand(command, args, { env: process.env }).catch((error) => {
    complain(error.message);
    return 1;
  });
  if (code !== 0) throw new UserError(`\`npm ci\` failed with exit code ${code}; its output stands above.`);
}
