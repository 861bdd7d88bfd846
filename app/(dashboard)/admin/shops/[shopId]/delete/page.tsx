import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { guardDatabase } from "@/components/guard-database";
import { ActionForm } from "@/components/ui/action-form";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { getShopConnection } from "@/db/queries/shop-connections";
import { requirePage } from "@/lib/auth/page";
import { formatCount } from "@/lib/format";
import { deleteShopAction } from "../../actions";

export const metadata = { title: "Delete a shop's data" };

export default function DeleteShopPage({ params }: PageProps<"/admin/shops/[shopId]/delete">) {
  return guardDatabase(async () => renderDelete((await params).shopId));
}

async function renderDelete(shopId: string) {
  await requirePage("shops.delete");
  const shop = await getShopConnection(shopId);
  if (!shop || shop.state === "deleting") notFound();
  return (
    <>
      <PageHeader
        title={`Delete all data of ${shop.name}`}
        hint={`${shop.region} · ${formatCount(shop.orders)} orders`}
      />
      <Card aria-labelledby="delete-title" className="max-w-2xl">
        <CardHeader id="delete-title" title="This cannot be taken back" />
        <div className="grid gap-4 px-4 py-4 sm:px-5">
          <ul className="grid list-disc gap-1.5 pl-5 text-pretty">
            <li>Every order, return, figure and page of the log of this shop is deleted, for everybody.</li>
            <li>The shop is disconnected at once; the rows go in small batches, which takes some minutes.</li>
            <li>The audit log keeps that it was done, by whom and when. Backups keep what they hold.</li>
            <li>
              TikTok keeps the orders: connecting the shop later reads them again, as far as TikTok shows
              them.
            </li>
          </ul>
          <p className="text-ink-muted">To stop syncing and keep the data, disconnect the shop instead.</p>
          <ActionForm action={deleteShopAction}>
            <input type="hidden" name="shopId" value={shopId} />
            <Field
              label={`Type ${shop.name} to confirm`}
              name="confirmation"
              autoComplete="off"
              isRefused={false}
            />
            <div className="flex flex-wrap gap-2">
              <SubmitButton variant="danger">Delete all data</SubmitButton>
              <Link href={"/admin/shops" as Route} className={buttonVariants({ variant: "ghost" })}>
                Not now
              </Link>
            </div>
          </ActionForm>
        </div>
      </Card>
    </>
  );
}
