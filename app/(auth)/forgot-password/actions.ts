"use server";

import { after } from "next/server";
import { z } from "zod";
import { publicFormAction } from "@/lib/auth/action";
import { mailAskedLink } from "@/lib/auth/asked-link";
import { emailInput } from "@/lib/auth/inputs";
import { requestOrigin } from "@/lib/auth/request-origin";
import { countAsking } from "@/lib/auth/throttled";
import { AppError, NotFoundError } from "@/lib/errors";
import { formatSpan } from "@/lib/format";
import { isMailOn } from "@/lib/mail/send";

const askInput = z.object({ email: emailInput });

/** Has a link that sets a new password mailed to an address, if it has an account; the answer does not tell. */
export const askPasswordLinkAction = publicFormAction(askInput, async ({ email }) => {
  if (!isMailOn()) throw new NotFoundError("No mail is sent from here. Ask an owner or admin for a link.");
  const waitMs = await countAsking(email);
  if (waitMs > 0)
    throw new AppError(
      "throttled",
      `Too many links were asked for. Wait ${formatSpan(waitMs)} and try again.`,
    );
  const origin = await requestOrigin();
  after(() => mailAskedLink(email, origin));
  return { email };
});
