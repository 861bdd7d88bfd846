import { CheckForm } from "@/components/sync/check-form";
import { recheckOrderAction } from "../../../sync/actions";

/** Asks TikTok for this very order again, whatever the sync believes. */
export function RecheckOrder({ shopId, orderId }: { shopId: string; orderId: string }) {
  return (
    <CheckForm action={recheckOrderAction} label="Re-check with TikTok" price="1 API call">
      <input type="hidden" name="shopId" value={shopId} />
      <input type="hidden" name="orderId" value={orderId} />
    </CheckForm>
  );
}
