import { type AlertTargetState, getAlertSettings } from "@/db/queries/alerts";
import { env } from "../env";
import { AppError } from "../errors";
import { unseal } from "../seal";

type Target = "webhook" | "heartbeat";

/** Bound into the seal, so that one address cannot be put in the place of the other. */
export const purposeOf = (target: Target) => `alert:${target}`;

function open(target: Target, sealed: string | null): string | null {
  return sealed === null ? null : unseal(sealed, purposeOf(target), env().TOKEN_ENCRYPTION_KEY);
}

/** The address of a target, or null when none is set. @throws AppError `token_unreadable` */
export async function readAlertTarget(target: Target): Promise<string | null> {
  return open(target, (await getAlertSettings())[target].urlSealed);
}

export type ShownTarget = Omit<AlertTargetState, "urlSealed"> & {
  /** What may be shown of the address, which is as good as a password; null when none is set. */
  address: string | null;
  /** True when the key it was sealed with is gone. */
  isUnreadable: boolean;
};

export async function showAlertTargets(): Promise<Record<Target, ShownTarget>> {
  const { webhook, heartbeat } = await getAlertSettings();
  return { webhook: show("webhook", webhook), heartbeat: show("heartbeat", heartbeat) };
}

function show(target: Target, { urlSealed, ...state }: AlertTargetState): ShownTarget {
  try {
    const url = open(target, urlSealed);
    return {
      ...state,
      address: url === null ? null : `${new URL(url).host}/…${url.slice(-4)}`,
      isUnreadable: false,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...state, address: "an address that cannot be decrypted", isUnreadable: true };
  }
}
