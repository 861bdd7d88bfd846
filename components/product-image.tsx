"use client";

import { useCallback, useState } from "react";

/** Goes when it cannot be loaded, also when that was before the script came; what lies behind it is seen then. */
export function ProductImage({ source }: { source: string }) {
  const [isBroken, setBroken] = useState(false);
  const look = useCallback((image: HTMLImageElement | null) => {
    if (image?.complete && image.naturalWidth === 0) setBroken(true);
  }, []);
  if (isBroken) return null;
  return (
    // biome-ignore lint/performance/noImgElement: next/image would fetch it through this server
    <img
      ref={look}
      src={source}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className="absolute inset-0 size-full object-cover"
    />
  );
}
