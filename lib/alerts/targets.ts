import { type AlertTarget, noteAlertCall, saveAlertTarget } from "@/db/mutations/alert-settings";
import type { AuditEntry } from "@/lib/audit-actions";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { seal } from "../seal";
import { callOutbound, requireAddress } from "./outbound";
import { purposeOf } from "./target-addresses";

const timeoutMs = 5_000;

const isPrivateAllowed = () => ["true", "1"].includes(env().ALERT_PRIVATE_ADDRESSES ?? "");

/** Keeps the address, sealed. @throws AppError `alert_address_refused` */
export async function setAlertTarget(target: AlertTarget, url: string, entry: AuditEntry): Promise<void> {
  requireAddress(url, isPrivateAllowed());
  await saveAlertTarget(target, seal(url, purposeOf(target), env().TOKEN_ENCRYPTION_KEY), entry);
}

/**
 * Calls a target and notes how it went. @returns the reason in a sentence when it failed, else null.
 */
export async function callTarget(target: AlertTarget, url: string, body?: string): Promise<string | null> {
  const method = target === "webhook" ? "POST" : "GET";
  try {
    await callOutbound({
      url,
      method,
      timeoutMs,
      isPrivateAllowed: isPrivateAllowed(),
      ...(body ? { body } : {}),
    });
    await noteAlertCall(target, null);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ target, code: error.code, reason: error.message }, "an alert address could not be called");
    await noteAlertCall(target, error.message);
    return error.message;
  }
}
