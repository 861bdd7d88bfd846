import { MissingCard } from "@/components/missing-card";
import { unknownProductTexts } from "./_components/unknown-product-texts";

export default function ProductNotFound() {
  return <MissingCard texts={unknownProductTexts} />;
}
