import { expect, it } from "vitest";
import { pictureAddress } from "@/lib/product-images";

it("a picture is loaded from TikTok's own hosts, over https, and from nowhere else", () => {
  const address = "https://p16-oec-va.ibyteimg.com/tos-maliva-i/1~tplv-origin-jpeg.jpeg?from=1";
  expect(pictureAddress(address)).toBe(address);
  expect(pictureAddress("http://p16-oec-ttp.tiktokcdn-us.com/a.jpg")).toBe(
    "https://p16-oec-ttp.tiktokcdn-us.com/a.jpg",
  );
  for (const wrong of [
    null,
    "",
    "not an address",
    "javascript:alert(1)",
    "data:image/svg+xml,<svg/>",
    "https://ibyteimg.com.example.com/a.jpg",
    "https://evil-ibyteimg.com/a.jpg",
    "https://p16.ibyteimg.com:8443/a.jpg",
    "https://user:word@p16.ibyteimg.com/a.jpg",
    "//p16.ibyteimg.com/a.jpg",
  ])
    expect(pictureAddress(wrong)).toBeNull();
});
