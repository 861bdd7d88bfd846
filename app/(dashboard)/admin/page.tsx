import type { Route } from "next";
import { redirect } from "next/navigation";
import { requirePage } from "@/lib/auth/page";

export default async function AdminPage() {
  await requirePage("people.manage");
  redirect("/admin/people" as Route);
}
