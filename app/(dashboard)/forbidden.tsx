import { Lock } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export default function Forbidden() {
  return (
    <Card>
      <title>No access · Shop dashboard</title>
      <EmptyState
        icon={Lock}
        title="Your role does not allow this page"
        action={
          <Link href="/" className={buttonVariants()}>
            To the Overview
          </Link>
        }
      >
        An owner or admin of this dashboard can change your role.
      </EmptyState>
    </Card>
  );
}
