import path from "node:path";
import { UserError } from "./output.mjs";
import { readTail, runCommand } from "./processes.mjs";
import { logRoot } from "./project.mjs";

/**
 * Creates an owner with the same command a person would use; one that exists already is left as it is.
 *
 * @param {{ email: string, password: string, name: string, env: NodeJS.ProcessEnv, logName: string }} options
 */
export async function createOwner({ email, password, name, env, logName }) {
  const logFile = path.join(logRoot, logName);
  const loader = ["--conditions=react-server", "--import", "tsx"];
  const script = [
    "scripts/user-create.ts",
    "--email",
    email,
    "--role",
    "owner",
    "--name",
    name,
    "--if-missing",
  ];
  const code = await runCommand(process.execPath, [...loader, ...script], {
    env: { ...env, USER_PASSWORD: password },
    logFile,
  });
  if (code !== 0) throw new UserError(`The owner could not be created: ${readTail(logFile)}`);
}
