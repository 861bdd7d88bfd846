import { Store } from "lucide-react";
import { FirstSteps } from "@/components/first-steps";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { asksForMarket } from "@/lib/authorize-link";

/** Before the first shop: what will happen, and the one thing to do. */
export function ConnectShop({ canConnect }: { canConnect: boolean }) {
  return (
    <Card>
      {canConnect ? (
        <div className="border-b border-line px-4 py-4">
          <FirstSteps current={2} />
        </div>
      ) : null}
      <EmptyState icon={Store} title="Connect your TikTok Shop" action={canConnect ? <ConnectLinks /> : null}>
        {canConnect
          ? "TikTok asks you to confirm, then every order is copied once, newest first. Today's numbers appear within seconds, and the pages stay usable while older days arrive."
          : "No shop is connected yet. An owner or admin of this dashboard can connect one; its orders appear here within seconds."}
      </EmptyState>
    </Card>
  );
}

/** TikTok has two consent pages, and the wrong one knows nothing of the shop. */
function ConnectLinks() {
  const links = asksForMarket()
    ? [
        { href: "/api/tiktok/authorize?market=us", label: "Connect a shop in the US" },
        { href: "/api/tiktok/authorize?market=other", label: "Connect a shop elsewhere" },
      ]
    : [{ href: "/api/tiktok/authorize", label: "Connect a shop" }];
  return (
    <div className="flex flex-wrap justify-center gap-2">
      {links.map(({ href, label }) => (
        <a key={href} href={href} className={buttonVariants({ variant: "primary" })}>
          {label}
        </a>
      ))}
    </div>
  );
}
