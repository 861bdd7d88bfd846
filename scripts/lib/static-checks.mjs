import { nextProgram } from "./next-app.mjs";
import { runCommand } from "./processes.mjs";
import { inNodeModules } from "./project.mjs";
import { checkSchema } from "./schema-check.mjs";

/** @param {string[]} args @returns {Promise<boolean>} */
async function succeeds(...args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  return (await runCommand(process.execPath, args, { env })) === 0;
}

/** Checks of the sources themselves: each is one check, passed or failed. */
export const staticChecks = [
  {
    name: "Types",
    check: async () =>
      (await succeeds(nextProgram, "typegen")) &&
      (await succeeds(inNodeModules("typescript/bin/tsc"), "--noEmit")),
  },
  {
    name: "Lint",
    check: () => succeeds(inNodeModules("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"),
  },
  { name: "Schema", check: checkSchema },
];
