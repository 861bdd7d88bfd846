import { cancellationsResource } from "./cancellations-resource";
import { ordersResource } from "./orders-resource";
import type { SyncResource } from "./resource";
import { returnsResource } from "./returns-resource";

/** Every resource there is, the one that matters most first. */
const all = [ordersResource, returnsResource, cancellationsResource] as SyncResource[];
const byName = new Map(all.map((resource) => [resource.name, resource]));

/** By the name it has in `sync_metadata`. */
export function requireResource(name: string): SyncResource {
  const resource = byName.get(name);
  if (!resource) throw new TypeError(`There is no resource ${name}.`);
  return resource;
}
