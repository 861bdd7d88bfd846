import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { resetEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { describeError } from "@/lib/log";
import { invitationMail, passwordMail } from "@/lib/mail/compose";
import { isMailOn, sendMail } from "@/lib/mail/send";
import { linkIn, type MailServer, startMailServer } from "../../helpers/mail-server";

const token = randomBytes(32).toString("base64url");
const url = `https://shop.example/invite/${token}`;
const hostile = 'Eve <b>bold</b> "&\r\nBcc: all@example.com\r\n\r\n\u202eevil';
const mail = invitationMail({
  url,
  role: "analyst",
  by: { name: hostile, email: "eve@example.com" },
  life: "7 days",
});

let server: MailServer;

function useServer(smtpUrl: string): void {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://u:p@localhost/x",
    AUTH_SECRET: "for-tests-only-0123456789",
    AUTH_URL: "https://shop.example",
    CRON_SECRET: "for-tests-only-0123456789",
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    TIKTOK_APP_KEY: "key",
    TIKTOK_APP_SECRET: "secret",
    TIKTOK_SERVICE_ID: "1",
    SMTP_URL: smtpUrl,
    MAIL_FROM: "Shop dashboard <dashboard@shop.example>",
  });
  resetEnv();
}

beforeEach(async () => {
  server = await startMailServer();
  useServer(server.url);
});
afterEach(() => server.stop());

it("hands over one mail to one address, as text and as HTML, from the sender that is set", async () => {
  await sendMail("ann@example.com", mail);
  expect(server.mails).toHaveLength(1);
  const [received] = server.mails;
  expect(received).toMatchObject({ recipients: ["ann@example.com"], sender: "dashboard@shop.example" });
  const text = received?.text ?? "";
  expect(text).toContain("From: Shop dashboard <dashboard@shop.example>");
  expect(text).toContain("To: ann@example.com");
  expect(text).toContain("Subject: Invitation to the TikTok Shop dashboard at shop.example");
  expect(text).toContain("Content-Type: text/plain; charset=utf-8");
  expect(text).toContain("Content-Type: text/html; charset=utf-8");
  expect(received && linkIn(received)).toBe(url);
});

it("treats a name as text: no header, no recipient and no markup comes of it", async () => {
  await sendMail("ann@example.com", mail);
  const [received] = server.mails;
  const text = received?.text ?? "";
  const [head = "", ...bodies] = text.split("\r\n\r\n");
  expect(received?.recipients).toEqual(["ann@example.com"]);
  expect(head).not.toMatch(/bcc|all@example/i);
  const body = bodies.join("\r\n\r\n");
  expect(body).not.toMatch(/^Bcc:/m);
  expect(body).not.toContain("\u202e");
  expect(body).toContain('Eve <b>bold</b> "& Bcc: all@example.com evil (eve@example.com) invites you');
  expect(body).toContain("Eve &lt;b&gt;bold&lt;/b&gt; &quot;&amp; Bcc: all@example.com evil");
});

it("one address is one address, whatever is in it", async () => {
  for (const address of [
    "a@example.com, b@example.com",
    "a@example.com>,<b@example.com",
    "a@example.com\r\nRCPT TO:<b@example.com>",
  ]) {
    await sendMail(address, mail).catch((error) => expect(error).toBeInstanceOf(AppError));
  }
  expect(server.sentTo("b@example.com")).toEqual([]);
});

it("says why a server did not take the mail, without the address, the link or what the server quoted of them", async () => {
  server.refuse(`no such user ann@example.com, and ${url} is on a list, ${token}`);
  const error = await sendMail("ann@example.com", mail).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: "mail_failed",
    message: "The mail server did not take the mail: it refused the sender or the recipient (550).",
  });
  const logged = JSON.stringify(describeError(error));
  expect(logged).toContain("no such user [address] and [link] is on a list, […]");
  expect(logged).not.toContain("ann@");
  expect(logged).not.toContain(token);
});

it("says so when nobody listens, the certificate is none to trust, or the password is wrong", async () => {
  const failure = async (smtpUrl: string) => {
    useServer(smtpUrl);
    const error = await sendMail("ann@example.com", mail).catch((caught: unknown) => caught);
    expect(JSON.stringify(describeError(error))).not.toContain("HIDEME");
    return (error as AppError).message;
  };
  const gone = await startMailServer();
  await gone.stop();
  expect(await failure(gone.url)).toContain("it cannot be reached");

  const encrypted = await startMailServer({ secure: true, logger: false });
  expect(await failure(encrypted.url.replace("smtp:", "smtps:"))).toMatch(/encrypted connection|be reached/);
  expect(encrypted.mails).toEqual([]);
  await encrypted.stop();

  const strict = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) =>
      password === "right" ? done(null, { user: "post" }) : done(new Error("Invalid login of post@shop")),
  });
  const withAuth = (password: string) => strict.url.replace("//", `//post:${password}@`);
  expect(await failure(withAuth("HIDEME"))).toContain("does not accept the user and password of SMTP_URL");
  useServer(withAuth("right"));
  await sendMail("ann@example.com", mail);
  expect(strict.sentTo("ann@example.com")).toHaveLength(1);
  await strict.stop();
});

it("gives up on a server that does not answer, in the middle of a mail or before", async () => {
  server.hold();
  const inTheMiddle = await sendMail("ann@example.com", mail, 300).catch((caught: unknown) => caught);
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  useServer(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  const before = await sendMail("ann@example.com", mail, 300).catch((caught: unknown) => caught);
  silent.close();
  for (const error of [inTheMiddle, before])
    expect(error).toMatchObject({
      code: "mail_failed",
      message: "The mail server did not take the mail: it did not answer in time.",
    });
});

it("nothing goes to another machine in the clear", async () => {
  // The same machine, by an address that is not known as such.
  useServer(`smtp://u:HIDEME@[::ffff:127.0.0.1]:${server.port}`);
  const error = await sendMail("ann@example.com", mail).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "mail_failed" });
  expect(String((error as Error).message)).toContain("encrypted");
  expect(server.mails).toEqual([]);
});

it("is off without a server, and a password's mail names whoever made the link", () => {
  useServer("");
  process.env.MAIL_FROM = "";
  resetEnv();
  expect(isMailOn()).toBe(false);
  const about = { url: `https://shop.example/reset/${token}`, email: "ann@example.com", life: "one day" };
  expect(passwordMail({ ...about, by: { name: null, email: "boss@example.com" } }).text).toContain(
    "boss@example.com made a link",
  );
  expect(passwordMail({ ...about, by: null }).text).toContain("Somebody, most likely you, asked");
});
