import { ApiRefusal, badParameter } from "./envelope";
import { searchOrders } from "./order-search";
import { searchCancellations, searchReturns } from "./record-search";
import {
  type ApiRequest,
  checkCaller,
  type GateContext,
  refuseShopCipher,
  requireShop,
} from "./request-gate";
import type { Scope } from "./scopes";
import type { SearchCall, SearchResult } from "./search-page";
import { hashText } from "./shop/dice";
import { getToken, refreshToken } from "./token-calls";
import { deleteWebhook, listWebhooks, putWebhook } from "./webhook-calls";

type Handler = (request: ApiRequest, context: GateContext) => unknown;

/** By HTTP method. */
type Route = Partial<Record<string, Handler>>;

const MAX_DETAIL_IDS = 50;
const ORDER_SCOPE = "seller.order.info";
const RETURN_SCOPE = "seller.return_refund.basic";

const ROUTES: Record<string, Route> = {
  "/api/v2/token/get": { GET: ({ query }, context) => getToken(query, tokenContext(context)) },
  "/api/v2/token/refresh": { GET: ({ query }, context) => refreshToken(query, tokenContext(context)) },
  "/authorization/202309/shops": { GET: signed(listShops, "seller.authorization.info") },
  "/order/202309/orders/search": { POST: signed(search(searchOrders), ORDER_SCOPE) },
  "/order/202309/orders": { GET: signed(detail, ORDER_SCOPE) },
  "/order/202507/orders": { GET: signed(detail, ORDER_SCOPE) },
  "/return_refund/202309/returns/search": { POST: signed(search(searchReturns), RETURN_SCOPE) },
  "/return_refund/202309/cancellations/search": { POST: signed(search(searchCancellations), RETURN_SCOPE) },
  "/event/202309/webhooks": {
    GET: signed(listWebhooks, "seller.authorization.info"),
    PUT: signed(putWebhook, "seller.authorization.info"),
    DELETE: signed(deleteWebhook, "seller.authorization.info"),
  },
};
const VERSIONED_PATH =
  /^\/(?:event\/\d{6}\/webhooks|order\/\d{6}\/(?:orders\/search|orders)|authorization\/\d{6}\/shops|return_refund\/\d{6}\/(?:returns|cancellations)\/search)$/;

export function routeApi(request: ApiRequest, context: GateContext): unknown {
  const route = ROUTES[request.path];
  if (route === undefined) {
    if (VERSIONED_PATH.test(request.path))
      throw new ApiRefusal(400, 36009014, "Unknown or retired API version");
    throw new ApiRefusal(404, 36009009, "Invalid path");
  }
  const handle = route[request.method];
  if (handle === undefined) {
    const isTokenCall = request.path.startsWith("/api/v2/");
    throw isTokenCall
      ? new ApiRefusal(404, 36009009, "Invalid path")
      : new ApiRefusal(405, 36009010, "Invalid method");
  }
  return handle(request, context);
}

function signed(handle: Handler, scope: Scope): Handler {
  return (request, context) => {
    checkCaller(request, scope, context);
    return handle(request, context);
  };
}

function tokenContext({ app, tokens, shops }: GateContext) {
  const sellerShop = shops.findById(undefined)?.spec;
  if (sellerShop === undefined) throw new ApiRefusal(500, 36009003, "The sandbox has no shop");
  return { app, tokens, sellerShop };
}

function listShops(request: ApiRequest, context: GateContext) {
  refuseShopCipher(request, context);
  const shops = context.shops.list();
  const isCrossBorder = new Set(shops.map(({ spec }) => spec.region)).size > 1;
  return {
    shops: shops.map(({ spec }) => ({
      id: spec.id,
      name: spec.name,
      region: spec.region,
      seller_type: isCrossBorder ? "CROSS_BORDER" : "LOCAL",
      cipher: spec.cipher,
      code: `${spec.region}LC${hashText(spec.id).toString(36).toUpperCase()}`,
    })),
  };
}

function search(answer: (call: SearchCall) => SearchResult): Handler {
  return (request, context) => {
    const shop = requireShop(request, context);
    const { query, body } = request;
    const { app, settings } = context;
    return answer({ query, body, shop, nowSec: context.nowSec(), secret: app.appSecret, settings });
  };
}

function detail(request: ApiRequest, context: GateContext) {
  const { book } = requireShop(request, context);
  const ids = (request.query.get("ids") ?? "").split(",").filter((id) => id !== "");
  if (ids.length === 0) throw badParameter("Ids is a required field and has not been provided");
  if (ids.length > MAX_DETAIL_IDS)
    throw badParameter(`Ids is invalid: at most ${MAX_DETAIL_IDS} ids are allowed`);
  const slots = [...new Set(ids)].map((id) => book.findById(id)).filter((slot) => slot !== null);
  return { orders: slots.map((slot) => withoutSearchFields(book.render(slot), request.path)) };
}

/** The newest detail version lacks what only the search still has. */
function withoutSearchFields(order: Record<string, unknown>, path: string): Record<string, unknown> {
  if (!path.includes("/202507/")) return order;
  const { recommended_shipping_time: _, ...rest } = order;
  return rest;
}
