import { publicUrl } from "./public-url";

/** Ties a started authorisation to the browser it was started in, and says where that browser came from. */
export const connectCookie = "tiktok-connect";

const fromAdmin = "~admin";

export function connectCookieOptions(request: Request) {
  const isSecure = publicUrl("/", request).protocol === "https:";
  return { httpOnly: true, sameSite: "lax", secure: isSecure, path: "/api/tiktok", maxAge: 1_800 } as const;
}

/** The whole value is the browser's secret, so that its end cannot be exchanged either. */
export function connectSecret(secret: string, isFromAdmin: boolean): string {
  return isFromAdmin ? `${secret}${fromAdmin}` : secret;
}

/** The page that connecting leads back to; never an address that came from outside. */
export function pageToReturnTo(secret: string | null): "/" | "/admin/shops" {
  return secret?.endsWith(fromAdmin) ? "/admin/shops" : "/";
}
