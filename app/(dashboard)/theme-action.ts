"use server";

import { cookies } from "next/headers";
import { isHttps } from "@/lib/auth/request-origin";
import { parseTheme, themeCookie } from "@/lib/theme";

const yearSeconds = 31_536_000;

/** A matter of taste, not of data: the cookie holds one of three words and needs no sign-in. */
export async function setThemeAction(formData: FormData): Promise<void> {
  (await cookies()).set(themeCookie, parseTheme(formData.get("theme")), {
    maxAge: yearSeconds,
    httpOnly: true,
    sameSite: "lax",
    secure: await isHttps(),
    path: "/",
  });
}
