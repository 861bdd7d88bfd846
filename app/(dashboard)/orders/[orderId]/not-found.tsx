import { MissingCard } from "@/components/missing-card";
import { unknownOrderTexts } from "./_components/unknown-order-texts";

export default function OrderNotFound() {
  return <MissingCard texts={unknownOrderTexts} />;
}
