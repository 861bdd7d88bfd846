import { NextRequest } from "next/server";
import { handlers } from "@/lib/auth/auth";
import { readBody } from "@/lib/http-body";

/** An e-mail, a password and a token fit in a hundredth of it. */
const longestBody = 64 * 1024;

export const { GET } = handlers;

/** Auth.js reads whatever it is sent, from anybody; so its length is looked at first. */
export async function POST(request: NextRequest): Promise<Response> {
  const body = await readBody(request, longestBody);
  if (!body) return new Response(null, { status: 413 });
  const { url, method, headers } = request;
  return handlers.POST(new NextRequest(url, { method, headers, body }));
}
