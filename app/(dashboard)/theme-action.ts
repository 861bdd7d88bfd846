"use server";

import { cookies } from "next/headers";
import { isHttps } from "@/lib/auth/request-origin";
import { parseTheme, themeCookie } from "@/lib/theme";

const yearSeconds = 31_536_000;

/** A matter of taste, not of data: the cookie holds one of three words and needs no sign-in. */
export async function setThemeAction(formData: FormData): Promise<void> {
  // Anybody can call it with anything.
  const wanted: unknown = formData instanceof FormData ? formData.get("theme") : null;
  (await cookies()).set(themeCookie, parseTheme(wanted), {
    maxAge: yearSeconds,
    httpOnly: true,
    sameSite: "lax",
    secure: await isHttps(),
    path: "/",
  });
}
