import { expect, it } from "vitest";
import { parseMailServer, parseSender } from "@/lib/mail/settings";

it("reads a server's address, with its usual port and encryption", () => {
  expect(parseMailServer("smtp://post%40shop:p%2Fss@mail.example.com:2525")).toEqual({
    host: "mail.example.com",
    port: 2525,
    isImplicitTls: false,
    isTlsRequired: true,
    auth: { user: "post@shop", pass: "p/ss" },
  });
  expect(parseMailServer("smtp://mail.example.com")).toMatchObject({ port: 587, auth: null });
  expect(parseMailServer("smtps://u:p@mail.example.com/")).toMatchObject({ port: 465, isImplicitTls: true });
});

it("sends without encryption on this machine, and elsewhere only when the address says so", () => {
  const isTlsRequired = (url: string) => parseMailServer(url)?.isTlsRequired;
  for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
    expect(isTlsRequired(`smtp://${host}:1025`), host).toBe(false);
  for (const host of ["mail", "10.0.0.3", "localhost.example.com", "127.0.0.1.example.com"])
    expect(isTlsRequired(`smtp://${host}:1025`), host).toBe(true);
  expect(isTlsRequired("smtp://mail:1025?tls=off")).toBe(false);
});

it.each([
  "http://mail.example.com",
  "mail.example.com:587",
  "smtp://",
  "smtp://:587",
  "smtp://user@mail.example.com",
  "smtp://:password@mail.example.com",
  "smtp://user:100%@mail.example.com",
  "smtp://mail.example.com:70000",
  "smtp://mail.example.com/path",
  "smtp://mail.example.com?tls=maybe",
  "smtp://mail.example.com?proxy=http://evil.example",
  "smtps://mail.example.com?tls=off",
])("takes %s for no mail server", (text) => {
  expect(parseMailServer(text)).toBeNull();
});

it("reads a sender with and without a name, and nothing that would put more into a header", () => {
  expect(parseSender(" shop@example.com ")).toEqual({ name: "", address: "shop@example.com" });
  expect(parseSender('"Löwe & Co" <shop@example.com>')).toEqual({
    name: "Löwe & Co",
    address: "shop@example.com",
  });
  for (const text of [
    "shop",
    "a@example.com, b@example.com",
    "Shop <a@example.com> <b@example.com>",
    "Shop <a@example.com, b@example.com>",
    "Shop\r\nBcc: b@example.com <a@example.com>",
    "a@example.com\r\nBcc: b@example.com",
  ])
    expect(parseSender(text), text).toBeNull();
});
