import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

export default function OrderNotFound() {
  return (
    <>
      <PageHeader title="Order not found" />
      <Card>
        <EmptyState
          icon={SearchX}
          title="This shop has no order with that id"
          action={
            <Link href="/orders" className={buttonVariants()}>
              To all orders
            </Link>
          }
        >
          It may belong to another shop, or its day may not be loaded yet.
        </EmptyState>
      </Card>
    </>
  );
}
