"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { saveAlertTarget } from "@/db/mutations/alert-settings";
import { toSlackBody } from "@/lib/alerts/message";
import { readAlertTarget } from "@/lib/alerts/target-addresses";
import { callTarget, setAlertTarget } from "@/lib/alerts/targets";
import { authedFormAction } from "@/lib/auth/action";
import { audit, auditEntry } from "@/lib/auth/audit";
import { absoluteUrl } from "@/lib/auth/link-token";
import { AppError, NotFoundError } from "@/lib/errors";

const target = z.enum(["webhook", "heartbeat"]);
const targetInput = z.object({ target });
const addressInput = z.object({ target, url: z.string().trim().min(1, "Give an address.").max(2_000) });

export const saveAlertTargetAction = authedFormAction(
  "alerts.manage",
  addressInput,
  async (form, { user }) => {
    await setAlertTarget(
      form.target,
      form.url,
      await auditEntry(user, "alerts.changed", { subject: form.target }),
    );
    revalidatePath("/admin/alerts");
  },
);

export const removeAlertTargetAction = authedFormAction(
  "alerts.manage",
  targetInput,
  async (form, { user }) => {
    const details = { removed: true };
    await saveAlertTarget(
      form.target,
      null,
      await auditEntry(user, "alerts.changed", { subject: form.target, details }),
    );
    revalidatePath("/admin/alerts");
  },
);

/** Calls the address at once and says how it went. */
export const testAlertTargetAction = authedFormAction(
  "alerts.manage",
  targetInput,
  async (form, { user }) => {
    const url = await readAlertTarget(form.target);
    if (url === null) throw new NotFoundError("Save an address first.");
    const body = toSlackBody({
      event: "test",
      title: "Alerts of the TikTok Shop dashboard arrive here",
      sentence: "This is a test. You hear again when a shop needs somebody.",
      link: await absoluteUrl("/admin/alerts"),
    });
    const failure = await callTarget(form.target, url, form.target === "webhook" ? body : undefined);
    await audit(user, "alerts.tested", { subject: form.target, details: { arrived: failure === null } });
    revalidatePath("/admin/alerts");
    if (failure !== null) throw new AppError("alert_not_delivered", failure);
  },
);
