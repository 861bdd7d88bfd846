import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FoundBuyer } from "@/db/queries/erased-buyers";
import { formatCounted } from "@/lib/format";
import { eraseBuyerAction } from "../actions";

type EraseCardProps = {
  asked: string | null;
  /** Null before anybody was asked for. */
  found: FoundBuyer[] | null;
  /** Of shops, by their ids. */
  names: Record<string, string>;
};

/** One buyer on request: found by an id, then erased. */
export function EraseCard({ asked, found, names }: EraseCardProps) {
  return (
    <Card aria-labelledby="erase-title">
      <CardHeader
        id="erase-title"
        title="Erase a buyer"
        hint="Takes buyer id, nickname, e-mail, messages and the address down to the state out of every order and raw page, and keeps them out whatever TikTok goes on sending. Orders, sales and every figure stay."
      />
      <div className="grid gap-4 px-4 py-4 sm:px-5">
        <form action="/admin/privacy" className="grid gap-1.5">
          <label htmlFor="buyer-id" className="text-sm font-medium">
            Buyer id, or the id of one of their orders
          </label>
          <div className="flex gap-2">
            <input
              id="buyer-id"
              name="id"
              required
              inputMode="numeric"
              autoComplete="off"
              defaultValue={asked ?? ""}
              className="h-11 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-3 text-field"
            />
            <Button type="submit" size="lg">
              Find
            </Button>
          </div>
        </form>
        {found?.length === 0 ? <p role="status">No order has such a buyer, or such an id.</p> : null}
        {found?.map((buyer) => (
          <Found
            key={`${buyer.shopId} ${buyer.buyerUserId}`}
            buyer={buyer}
            shopName={names[buyer.shopId] ?? buyer.shopId}
          />
        ))}
      </div>
    </Card>
  );
}

function Found({ buyer, shopName }: { buyer: FoundBuyer; shopName: string }) {
  const { shopId, buyerUserId, nickname, orders } = buyer;
  const boxId = `erase-${shopId}-${buyerUserId}`;
  return (
    <ActionForm action={eraseBuyerAction} className="flex flex-col gap-3 rounded-md border border-line p-3">
      <input type="hidden" name="shopId" value={shopId} />
      <input type="hidden" name="buyerUserId" value={buyerUserId} />
      <div>
        <p className="font-medium break-words">{nickname ?? "A buyer without a nickname"}</p>
        <p className="text-sm text-ink-muted tabular-nums">
          {buyerUserId} · {formatCounted(orders, "order", "orders")} at {shopName}
        </p>
      </div>
      <div className="flex items-start gap-2">
        <input
          id={boxId}
          type="checkbox"
          name="confirmed"
          value="yes"
          required
          className="mt-0.5 size-4 accent-accent"
        />
        <label htmlFor={boxId} className="text-sm">
          This cannot be taken back
        </label>
      </div>
      <SubmitButton variant="danger" className="w-fit">
        Erase this buyer
      </SubmitButton>
    </ActionForm>
  );
}
