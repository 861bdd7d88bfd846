import net from "node:net";

function tryListen(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export function findFreePort() {
  return tryListen(0, "127.0.0.1");
}

/**
 * Looks at both families, because Next.js binds `::` and another program may hold only 127.0.0.1.
 *
 * @param {number} port
 */
export async function isPortFree(port) {
  for (const host of ["127.0.0.1", "0.0.0.0", "::1", "::"]) {
    try {
      await tryListen(port, host);
    } catch (error) {
      const familyMissing = error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL";
      if (!familyMissing) return false;
    }
  }
  return true;
}

/** @param {number} preferred */
export async function preferPort(preferred) {
  return (await isPortFree(preferred)) ? preferred : findFreePort();
}
