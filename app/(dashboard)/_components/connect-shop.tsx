import { Store } from "lucide-react";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** Before the first shop: what will happen, and the one thing to do. */
export function ConnectShop({ canConnect }: { canConnect: boolean }) {
  return (
    <Card>
      <EmptyState
        icon={Store}
        title="Connect your TikTok Shop"
        action={
          canConnect ? (
            <a href="/api/tiktok/authorize" className={buttonVariants({ variant: "primary" })}>
              Connect a shop
            </a>
          ) : null
        }
      >
        {canConnect
          ? "TikTok asks you to confirm, then every order is copied once, newest first. Today's numbers appear within seconds, and the pages stay usable while older days arrive."
          : "No shop is connected yet. An owner or admin of this dashboard can connect one; its orders appear here within seconds."}
      </EmptyState>
    </Card>
  );
}
