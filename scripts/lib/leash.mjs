import { spawn } from "node:child_process";

// Reads "+ signal pid" and "- pid" lines. End of input means that this process is gone, also by SIGKILL, so whatever is
// still listed is signalled. Shell built-ins only: it must work with an empty PATH.
const LEASH_SCRIPT = `
held=""
while read -r sign a b; do
  if [ "$sign" = "+" ]; then held="$held $a:$b"; continue; fi
  kept=""
  for item in $held; do [ "\${item#*:}" = "$a" ] || kept="$kept $item"; done
  held=$kept
done
for item in $held; do kill -s "\${item%%:*}" "\${item#*:}" 2>/dev/null; done
`;

/** @type {import("node:child_process").ChildProcess | null} */
let leash = null;

function ensureLeash() {
  if (leash || process.platform === "win32") return leash;
  leash = spawn("/bin/sh", ["-c", LEASH_SCRIPT], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  leash.on("error", () => {});
  leash.stdin?.on("error", () => {});
  leash.unref();
  leash.stdin?.unref?.();
  return leash;
}

/**
 * Ties a child to the life of this process, even when this process is killed without a chance to clean up.
 *
 * @param {number} pid
 * @param {"INT" | "TERM"} signal what ends that child cleanly
 * @returns {() => void} to call once the child has ended, so that a later process of the same number is safe
 */
export function holdOnLeash(pid, signal) {
  const holder = ensureLeash();
  holder?.stdin?.write(`+ ${signal} ${pid}\n`);
  return () => {
    holder?.stdin?.write(`- ${pid}\n`);
  };
}
