import { ordersResource } from "./orders-resource";
import type { SyncResource } from "./resource";

const resources = new Map<string, SyncResource>([[ordersResource.name, ordersResource as SyncResource]]);

/** Every resource there is, by the name it has in `sync_metadata`. */
export function requireResource(name: string): SyncResource {
  const resource = resources.get(name);
  if (!resource) throw new TypeError(`There is no resource ${name}.`);
  return resource;
}
