import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type ReceivedMail = {
  /** The envelope: where the mail really went. */
  recipients: string[];
  sender: string;
  /** Headers and bodies as they came, with what was quoted-printable made readable. */
  text: string;
};

/** A mail server on this machine. It keeps what it gets, and refuses or waits as a test says. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  let refusal: string | null = null;
  let open: Promise<void> = Promise.resolve();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.onAuth ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    closeTimeout: 1,
    ...options,
    onRcptTo(_address, _session, done) {
      void open.then(() =>
        done(refusal === null ? null : Object.assign(new Error(refusal), { responseCode: 550 })),
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          recipients: rcptTo.map(({ address }) => address),
          sender: mailFrom ? mailFrom.address : "",
          text: readable(Buffer.concat(chunks).toString("latin1")),
        });
        done();
      });
    },
  });
  // A client that hangs up, or will not speak without encryption, is what some tests are about.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    mails,
    sentTo: (address: string) => mails.filter(({ recipients }) => recipients.includes(address)),
    /** Refuses every recipient with this sentence, or none any more. */
    refuse: (sentence: string | null) => {
      refusal = sentence;
    },
    /** Leaves every recipient without an answer. @returns lets them have it. */
    hold: () => {
      let release = () => {};
      open = new Promise<void>((resolve) => {
        release = resolve;
      });
      return release;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** Undoes quoted-printable. */
function readable(raw: string): string {
  const bytes = raw
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The first address of the app in a mail. */
export function linkIn({ text }: ReceivedMail): string {
  const link = /https?:\/\/\S+\/(?:invite|reset)\/[\w-]{43}/.exec(text)?.[0];
  if (!link) throw new Error(`no link in:\n${text}`);
  return link;
}
