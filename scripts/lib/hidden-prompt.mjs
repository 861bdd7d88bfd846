import readline from "node:readline";
import { Writable } from "node:stream";
import { say, UserError } from "./output.mjs";

/**
 * Asks for a line on the terminal without showing what is typed.
 *
 * @param {string} question
 * @returns {Promise<string>}
 */
export function askHidden(question) {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = readline.createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve, reject) => {
    terminal.once("SIGINT", () => terminal.close());
    terminal.once("close", () => reject(new UserError("Cancelled.")));
    terminal.question("", (answer) => {
      resolve(answer);
      terminal.close();
      say();
    });
  });
}
