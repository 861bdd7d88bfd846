import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inNodeModules } from "./project.mjs";

const PACKAGE = inNodeModules("@sparticuz/chromium");

// The package unpacks beside whatever lies in the temporary folder, also a half-written file of another run. A folder
// of its own, renamed when whole, avoids that. The variable makes it unpack the libraries a bare system lacks.
function unpackInto(folder) {
  const code = 'import("@sparticuz/chromium").then((chromium) => chromium.default.executablePath())';
  execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: path.dirname(PACKAGE),
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function writeFontConfiguration(staging, folder) {
  const fonts = ["/usr/share/fonts", "/usr/local/share/fonts", path.join(folder, "fonts")];
  const entries = [...fonts.map((dir) => `<dir>${dir}</dir>`), `<cachedir>${folder}/fonts-cache</cachedir>`];
  const file = path.join(staging, "fonts", "fonts.conf");
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig>${entries.join("")}</fontconfig>\n`);
}

/**
 * Unpacks the Chromium of the package `@sparticuz/chromium` once.
 *
 * @returns {Promise<{ executablePath: string, env: Record<string, string> } | null>} null where the package has none
 */
export async function unpackBundledChromium() {
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(PACKAGE)) return null;
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const cache = inNodeModules(".cache");
  const folder = path.join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const staging = mkdtempSync(`${folder}-`);
    try {
      unpackInto(staging);
      writeFontConfiguration(staging, folder);
      renameSync(staging, folder);
    } catch {
      rmSync(staging, { recursive: true, force: true });
      if (!existsSync(folder)) return null;
    }
  }
  const libraries = path.join(folder, "al2023", "lib");
  const searched = [process.env.LD_LIBRARY_PATH, libraries].filter(Boolean).join(":");
  return {
    executablePath: path.join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: searched, FONTCONFIG_PATH: path.join(folder, "fonts") },
  };
}
