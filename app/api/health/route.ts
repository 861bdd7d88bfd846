import { isDatabaseUp } from "@/db/queries/health";
import packageJson from "@/package.json" with { type: "json" };

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const isUp = await isDatabaseUp();
  const body = {
    status: isUp ? "ok" : "error",
    database: isUp ? "ok" : "down",
    version: packageJson.version,
  };
  return Response.json(body, { status: isUp ? 200 : 503, headers: { "cache-control": "no-store" } });
}
