import { Bell, BellOff } from "lucide-react";
import { Ago } from "@/components/sync/ago";
import type { ShopNotifications } from "@/db/queries/shop-notifications";
import { explainErrorCode } from "@/lib/sync-messages";

type NotificationLineProps = { notifications: ShopNotifications; drawnAt: string };

/** Whether TikTok tells of changes between two syncs; nothing is lost where it does not. */
export function NotificationLine({ notifications, drawnAt }: NotificationLineProps) {
  const { since, lastAt } = notifications;
  const isOn = since !== null || lastAt !== null;
  const Icon = isOn ? Bell : BellOff;
  return (
    <p className="mt-auto flex gap-2 border-t border-line px-4 py-3 text-sm text-pretty text-ink-muted sm:px-5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {isOn ? "TikTok tells of changes as they happen; " : whyNot(notifications)}
        {isOn && lastAt === null ? "nothing has been told yet." : null}
        {lastAt === null ? null : (
          <>
            the last time was <Ago instant={lastAt} drawnAt={drawnAt} />.
          </>
        )}
      </span>
    </p>
  );
}

function whyNot({ errorCode }: ShopNotifications): string {
  const reason =
    errorCode === null
      ? "this app has no public https address"
      : `it was asked to and did not agree (${explainErrorCode(errorCode).title})`;
  return `TikTok does not tell of changes as they happen: ${reason}. Each sync brings every one of them.`;
}
