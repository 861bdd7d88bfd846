import type { LucideIcon } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { SoftLink } from "@/components/ui/soft-link";

type NoShopProps = {
  title: string;
  /** `Orders appear`, as the beginning of the sentence. */
  what: string;
  icon: LucideIcon;
};

/** A page before the first shop is connected. */
export function NoShop({ title, what, icon }: NoShopProps) {
  return (
    <>
      <PageHeader title={title} />
      <Card>
        <EmptyState icon={icon} title="No shop is connected yet">
          {what} here once a shop is connected. <SoftLink href="/">The Overview</SoftLink> says how.
        </EmptyState>
      </Card>
    </>
  );
}
