import { bodyOf, deliver, orderChanged, signatureOf, type Told } from "../helpers/notifications";
import { seededRandom } from "../helpers/seeded-random";
import type { Notices } from "./steps";
import type { World } from "./world";

const kinds: ((orderId: string) => Told)[] = [
  orderChanged,
  (order_id) => ({ type: 3, data: { order_id } }),
  (order_id) => ({ type: 4, data: { package_list: [{ order_id_list: [order_id] }] } }),
  (order_id) => ({ type: 11, data: { order_id } }),
  (order_id) => ({ type: 12, data: { order_id } }),
];
/** The share of the orders that have changed. */
const changed = 0.5;
/** The share of the notifications that are never delivered. */
const lost = 0.2;

/** Notifications as TikTok delivers them: repeated, out of order, some for nothing, some never. Resolves when all is read. */
export async function deliverNotices(world: World, { count, copies, seed }: Notices): Promise<void> {
  const { sandbox, shopId } = world;
  const random = seededRandom(seed);
  const ids = await world.pick(count, seed);
  const changing = ids.filter(() => random() < changed);
  await sandbox.control({ changeOrders: { count: changing.length, ids: changing } });
  world.note(changing, world.nowSec);
  const bodies = ids
    .filter(() => random() >= lost)
    .map((id) => bodyOf(shopId, (kinds[Math.floor(random() * kinds.length)] ?? orderChanged)(id)));
  const deliveries = bodies.flatMap((body) => Array.from({ length: copies }, () => ({ body, at: random() })));
  deliveries.sort((a, b) => a.at - b.at);
  const answers = await Promise.all(deliveries.map(({ body }) => deliver(body, signatureOf(sandbox, body))));
  const refused = answers.filter(({ status }) => status !== 200);
  if (refused.length > 0) throw new Error(`a notification was answered ${refused[0]?.status}`);
  await Promise.all(answers.map(({ done }) => done));
}
