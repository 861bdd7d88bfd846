import type { ReactNode } from "react";
import { guardDatabase } from "@/components/guard-database";
import { requirePage } from "@/lib/auth/page";
import { AdminTabs } from "./_components/admin-tabs";

/** Draws the tabs; each page below names its own permission. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return guardDatabase(async () => {
    await requirePage("people.manage");
    return (
      <>
        <AdminTabs />
        {children}
      </>
    );
  });
}
