import { publicUrl } from "./public-url";

/** Ties a started authorisation to the browser it was started in. */
export const connectCookie = "tiktok-connect";

export function connectCookieOptions(request: Request) {
  const isSecure = publicUrl("/", request).protocol === "https:";
  return { httpOnly: true, sameSite: "lax", secure: isSecure, path: "/api/tiktok", maxAge: 1_800 } as const;
}
