import type { Route } from "next";
import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { auditActions } from "@/lib/audit-actions";
import type { AuditFilter } from "@/lib/audit-filter";

const inputClass = "h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-field";

/** A GET form: what is looked for is an address, which can be sent to somebody. */
export function AuditFilterForm({ filter }: { filter: AuditFilter }) {
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return (
    <search>
      <form action="/admin/audit" className="grid grid-cols-2 items-end gap-x-3 gap-y-3 sm:flex sm:flex-wrap">
        <label className="col-span-2 grid gap-1 text-xs font-medium text-ink-muted sm:w-52">
          What
          <select name="action" defaultValue={filter.action ?? ""} className={`${inputClass} text-ink`}>
            <option value="">Everything</option>
            {Object.entries(auditActions).map(([action, label]) => (
              <option key={action} value={action}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="col-span-2 grid gap-1 text-xs font-medium text-ink-muted sm:w-56">
          Who, or whom it was done to
          <input
            name="who"
            defaultValue={filter.who ?? ""}
            placeholder="Part of an address"
            maxLength={200}
            autoComplete="off"
            className={`${inputClass} text-ink placeholder:text-ink-muted`}
          />
        </label>
        <label className="grid gap-1 text-xs font-medium text-ink-muted">
          From
          <input
            type="date"
            name="from"
            defaultValue={filter.from ?? ""}
            className={`${inputClass} text-ink`}
          />
        </label>
        <label className="grid gap-1 text-xs font-medium text-ink-muted">
          To
          <input type="date" name="to" defaultValue={filter.to ?? ""} className={`${inputClass} text-ink`} />
        </label>
        <Button type="submit">Show</Button>
        {isFiltered ? (
          <Link
            href={"/admin/audit" as Route}
            prefetch={false}
            className={buttonVariants({ variant: "ghost" })}
          >
            Clear
          </Link>
        ) : null}
      </form>
    </search>
  );
}
