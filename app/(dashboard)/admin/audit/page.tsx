import { ChevronRight, Download, ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { guardDatabase } from "@/components/guard-database";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { type AuditPage, listAudit } from "@/db/queries/audit";
import { encodeAuditCursor, parseAuditRequest } from "@/lib/audit-filter";
import { requirePage } from "@/lib/auth/page";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";
import { AuditFilterForm } from "./_components/audit-filter-form";
import { AuditTable } from "./_components/audit-table";

export const metadata = { title: "Audit log" };

const entriesPerPage = 50;

export default function AuditLogPage({ searchParams }: PageProps<"/admin/audit">) {
  return guardDatabase(async () => renderAudit(await searchParams));
}

async function renderAudit(params: RawSearchParams) {
  const { shops } = await requirePage("audit.view");
  const timezone = shops[0]?.timezone ?? "UTC";
  const { filter, cursor, notices } = parseAuditRequest(params);
  const page = await listAudit({ filter, cursor, timezone, limit: entriesPerPage });
  return (
    <>
      <PageHeader title="Audit log" hint={`Who did what, newest first · times of ${timezone}`}>
        <a
          href={hrefWith("/admin/audit/export", params, { cursor: null })}
          className={buttonVariants()}
          download
        >
          <Download aria-hidden />
          Export CSV
        </a>
      </PageHeader>
      {notices.map((notice) => (
        <Notice key={notice} tone="warn">
          {notice}
        </Notice>
      ))}
      <AuditFilterForm filter={filter} />
      <Card>
        {page.rows.length === 0 ? (
          <EmptyState icon={ScrollText} title="No entries match">
            Nothing was done that fits what you look for.
          </EmptyState>
        ) : (
          <AuditTable rows={page.rows} timezone={timezone} now={new Date()} />
        )}
        <AuditPager page={page} params={params} isFirst={cursor === null} />
      </Card>
    </>
  );
}

type AuditPagerProps = { page: AuditPage; params: RawSearchParams; isFirst: boolean };

function AuditPager({ page, params, isFirst }: AuditPagerProps) {
  if (isFirst && !page.next) return null;
  const className = buttonVariants({ size: "sm" });
  const hrefOf = (cursor: string | null) => hrefWith("/admin/audit", params, { cursor }) as Route;
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      {isFirst ? (
        <span />
      ) : (
        <Link href={hrefOf(null)} prefetch={false} className={className}>
          Newest
        </Link>
      )}
      {page.next ? (
        <Link href={hrefOf(encodeAuditCursor(page.next))} prefetch={false} className={className}>
          Older
          <ChevronRight aria-hidden />
        </Link>
      ) : null}
    </nav>
  );
}
