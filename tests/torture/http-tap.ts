import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Gate, Moment } from "./moments";

/** A way to the shop on which every call can be stopped before it arrives or after it has been answered. */
export class HttpTap {
  readonly url: string;
  gate: Gate = () => "passes";
  /** Called with each call that gets through, before it does: the moment to change orders under a reader. */
  beforeCall: (path: string) => Promise<unknown> | undefined = () => undefined;
  /** Calls that arrived, by path. */
  readonly calls = new Map<string, number>();
  private readonly server: Server;
  private readonly far: URL;
  private isCut = false;

  private constructor(server: Server, url: string, far: string) {
    this.server = server;
    this.url = url;
    this.far = new URL(far);
  }

  static async open(farUrl: string): Promise<HttpTap> {
    const server = createServer((incoming, response) => void tap.pass(incoming, response));
    server.keepAliveTimeout = 65_000;
    await once(server.listen(0, "127.0.0.1"), "listening");
    const tap = new HttpTap(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, farUrl);
    return tap;
  }

  cut(): void {
    this.isCut = true;
    this.server.closeAllConnections();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk as Buffer);
    const path = (incoming.url ?? "/").split("?")[0] ?? "/";
    const what = `${incoming.method} ${path}`;
    if (!this.letsPass({ kind: "http", what, side: "before" })) return void incoming.socket.destroy();
    this.calls.set(path, (this.calls.get(path) ?? 0) + 1);
    await this.beforeCall(path);
    const answer = await this.ask(incoming, response, Buffer.concat(body)).catch(() => null);
    if (!this.letsPass({ kind: "http", what, side: "after" })) return void incoming.socket.destroy();
    if (answer === null) incoming.socket.resetAndDestroy();
    else {
      response.sendDate = false;
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    }
  }

  private letsPass(moment: Moment): boolean {
    const fate = this.isCut ? "ends with its process" : this.gate(moment);
    if (fate === "ends with its process") this.isCut = true;
    return fate === "passes";
  }

  private async ask(incoming: IncomingMessage, response: ServerResponse, body: Buffer) {
    const { hostname, port } = this.far;
    const { host: _host, ...headers } = incoming.headers;
    const outgoing = request({ hostname, port, path: incoming.url, method: incoming.method, headers });
    // Whoever asked may have given up: then nobody waits for the answer.
    response.on("close", () => outgoing.destroy());
    const answered = once(outgoing, "response") as Promise<[IncomingMessage]>;
    outgoing.end(body);
    const [answer] = await answered;
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) };
  }
}
