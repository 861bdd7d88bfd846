import { Plus } from "lucide-react";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";

/** Where a seller is sent to consent; TikTok has two pages for it, and the wrong one knows nothing of the shop. */
export function ConnectCard({ isFirst, asksForMarket }: { isFirst: boolean; asksForMarket: boolean }) {
  const choices = asksForMarket
    ? [
        { href: "/api/tiktok/authorize?from=admin&market=us", label: "A shop in the US" },
        { href: "/api/tiktok/authorize?from=admin&market=other", label: "A shop elsewhere" },
      ]
    : [
        {
          href: "/api/tiktok/authorize?from=admin",
          label: isFirst ? "Connect a shop" : "Connect another shop",
        },
      ];
  return (
    <Card aria-labelledby="connect-title">
      <CardHeader
        id="connect-title"
        title={isFirst ? "Connect a shop" : "Connect another shop"}
        hint="The seller, or somebody of theirs with the right to, confirms on TikTok's page. One consent may cover several shops; all of them are connected. A shop that was disconnected comes back with everything it had."
      />
      <div className="flex flex-wrap gap-2 px-4 py-4 sm:px-5">
        {choices.map(({ href, label }) => (
          <a key={href} href={href} className={buttonVariants({ variant: isFirst ? "primary" : "outline" })}>
            <Plus aria-hidden />
            {label}
          </a>
        ))}
      </div>
    </Card>
  );
}
