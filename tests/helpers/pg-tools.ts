import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL that is installed whole: server, pg_dump and pg_restore of one version. */
export type PgTools = {
  major: string;
  programs: { initdb: string; postgres: string; major: string };
  dump(url: string, file: string): Promise<void>;
  restore(file: string, url: string): Promise<void>;
};

/** The oldest that this program runs on. */
const oldestMajor = 15;

/** Where systems put it; the version's folder is the last but one where there are several. */
function candidateFolders(): string[] {
  const versions = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"]
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root).map((name) => path.join(root, name, "bin")));
  const onPath = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return [...versions, ...onPath];
}

/**
 * The newest installation that can be used; the package that tests run on has a server without these two programs, and
 * pg_dump refuses a server newer than itself.
 *
 * @returns null where there is none.
 */
export async function findPgTools(): Promise<PgTools | null> {
  const found = await Promise.all(candidateFolders().map(toTools));
  const usable = found.filter((tools) => tools !== null);
  return usable.sort((a, b) => Number(b.major) - Number(a.major))[0] ?? null;
}

async function toTools(folder: string): Promise<PgTools | null> {
  const at = (name: string) => path.join(folder, name);
  if (!["initdb", "postgres", "pg_dump", "pg_restore"].every((name) => existsSync(at(name)))) return null;
  const { stdout } = await run(at("pg_dump"), ["--version"]);
  const major = /\) (\d+)/.exec(stdout)?.[1];
  if (major === undefined || Number(major) < oldestMajor) return null;
  return {
    major,
    programs: { initdb: at("initdb"), postgres: at("postgres"), major },
    // As docs/runbook.md has it.
    dump: async (url, file) => {
      await run(at("pg_dump"), ["--format=custom", "--no-owner", "--no-privileges", `--file=${file}`, url]);
    },
    restore: async (file, url) => {
      const flags = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"];
      await run(at("pg_restore"), [...flags, `--dbname=${url}`, file]);
    },
  };
}
