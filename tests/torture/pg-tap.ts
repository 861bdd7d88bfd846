import { once } from "node:events";
import net from "node:net";
import { type Fate, type Gate, nameOf } from "./moments";

const letter = (char: string) => char.charCodeAt(0);
const [parse, query, execute, sync] = [letter("P"), letter("Q"), letter("E"), letter("S")];
const readyForQuery = letter("Z");

/** One message of PostgreSQL's protocol: its type (0 for the first message of a connection) and all its bytes. */
type Message = { type: number; bytes: Buffer };

/** Cuts a stream into messages: a type byte and a length, but for the first message of a client, which has no type. */
class MessageReader {
  private rest: Buffer = Buffer.alloc(0);
  private isFirst: boolean;

  constructor(options: { hasUntypedStart: boolean }) {
    this.isFirst = options.hasUntypedStart;
  }

  push(chunk: Buffer): Message[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const typeBytes = this.isFirst ? 0 : 1;
      if (this.rest.length < typeBytes + 4) return messages;
      const length = typeBytes + this.rest.readUInt32BE(typeBytes);
      if (this.rest.length < length) return messages;
      messages.push({ type: this.isFirst ? 0 : (this.rest[0] ?? 0), bytes: this.rest.subarray(0, length) });
      this.rest = this.rest.subarray(length);
      this.isFirst = false;
    }
  }
}

/** Text of a `Parse` (after the statement's name) or a simple `Query`. */
function textOf({ type, bytes }: Message): string {
  const start = type === parse ? bytes.indexOf(0, 5) + 1 : 5;
  return bytes.toString("utf8", start, bytes.indexOf(0, start));
}

/**
 * A way to PostgreSQL on which every statement can be stopped before it arrives or after it has been carried out. Once
 * cut, no connection gets through until it is mended.
 */
export class PgTap {
  readonly url: string;
  gate: Gate = () => "passes";
  private readonly server: net.Server;
  private readonly far: { host: string; port: number };
  private readonly sockets = new Set<net.Socket>();
  private isCut = false;

  private constructor(server: net.Server, url: string, far: { host: string; port: number }) {
    this.server = server;
    this.url = url;
    this.far = far;
  }

  static async open(databaseUrl: string): Promise<PgTap> {
    const url = new URL(databaseUrl);
    const far = { host: url.hostname, port: Number(url.port) };
    const server = net.createServer((near) => tap.connect(near));
    await once(server.listen(0, "127.0.0.1"), "listening");
    url.hostname = "127.0.0.1";
    url.port = String((server.address() as net.AddressInfo).port);
    const tap = new PgTap(server, url.href, far);
    return tap;
  }

  /** Every connection is lost at once, as when the process at its end is killed. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connect(near: net.Socket): void {
    if (this.isCut) {
      near.on("error", () => {});
      near.resetAndDestroy();
      return;
    }
    const far = net.connect({ ...this.far, noDelay: true });
    near.setNoDelay(true);
    this.join(near, far);
    this.join(far, near);
    const connection = new Connection((moment) => this.gate(moment));
    near.on("data", (chunk: Buffer) => this.pass(far, near, () => connection.toServer(chunk)));
    far.on("data", (chunk: Buffer) => this.pass(near, far, () => connection.toClient(chunk)));
  }

  private join(socket: net.Socket, other: net.Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      this.sockets.delete(socket);
      other.destroy();
    });
  }

  private pass(target: net.Socket, other: net.Socket, take: () => Passed): void {
    if (this.isCut) return;
    const { bytes, fate } = take();
    if (bytes.length > 0) target.write(bytes);
    if (fate === "ends with its process") this.cut();
    if (fate === "loses its connection") for (const socket of [target, other]) socket.resetAndDestroy();
  }
}

/** The bytes that go on, and what becomes of what came after them. */
type Passed = { bytes: Buffer; fate: Fate };

/** What one connection has said, so that an answer can be told to belong to a statement. */
class Connection {
  private readonly gate: Gate;
  private readonly fromClient = new MessageReader({ hasUntypedStart: true });
  private readonly fromServer = new MessageReader({ hasUntypedStart: false });
  private parsed = "";
  private executed: string[] = [];
  /** Statements of each `Sync` or `Query` that has not been answered; the first is the start of the connection. */
  private readonly unanswered: string[][] = [[]];

  constructor(gate: Gate) {
    this.gate = gate;
  }

  toServer(chunk: Buffer): Passed {
    const passed: Buffer[] = [];
    for (const message of this.fromClient.push(chunk)) {
      if (message.type === parse || message.type === query) this.parsed = nameOf(textOf(message));
      if (message.type === execute || message.type === query) {
        const fate = this.gate({ kind: "sql", what: this.parsed, side: "before" });
        if (fate !== "passes") return { bytes: Buffer.concat(passed), fate };
        this.executed.push(this.parsed);
      }
      if (message.type === sync || message.type === query) this.unanswered.push(this.executed.splice(0));
      passed.push(message.bytes);
    }
    return { bytes: Buffer.concat(passed), fate: "passes" };
  }

  toClient(chunk: Buffer): Passed {
    const messages = this.fromServer.push(chunk);
    for (const { type } of messages) {
      const answered = type === readyForQuery ? this.unanswered.shift() : undefined;
      for (const what of answered ?? []) {
        const fate = this.gate({ kind: "sql", what, side: "after" });
        if (fate !== "passes") return { bytes: Buffer.alloc(0), fate };
      }
    }
    return { bytes: Buffer.concat(messages.map(({ bytes }) => bytes)), fate: "passes" };
  }
}
