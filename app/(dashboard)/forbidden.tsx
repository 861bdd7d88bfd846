import { Lock } from "lucide-react";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SoftLink } from "@/components/ui/soft-link";

export default function Forbidden() {
  return (
    <Card>
      <title>No access · Shop dashboard</title>
      <EmptyState
        isPage
        icon={Lock}
        title="Your role does not allow this page"
        action={
          <SoftLink href="/" className={buttonVariants()}>
            To the Overview
          </SoftLink>
        }
      >
        An owner or admin of this dashboard can change your role.
      </EmptyState>
    </Card>
  );
}
