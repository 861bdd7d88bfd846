import { cancellationsResource } from "./cancellations-resource";
import { ordersResource } from "./orders-resource";
import type { SyncResource } from "./resource";
import { returnsResource } from "./returns-resource";

/** The resource that everything else waits for. */
export const primaryResource = ordersResource.name;

/** Resources that go beside it, the one that matters more first. */
const others = [returnsResource, cancellationsResource] as SyncResource[];
const byName = new Map(
  [ordersResource as SyncResource, ...others].map((resource) => [resource.name, resource]),
);

export const otherResources = others.map(({ name, scope = "" }) => ({ name, scope }));

/** By the name it has in `sync_metadata`. */
export function requireResource(name: string): SyncResource {
  const resource = byName.get(name);
  if (!resource) throw new TypeError(`There is no resource ${name}.`);
  return resource;
}
