export * from "./connections";
export * from "./order-pages";
export * from "./orders";
export * from "./replay";
export * from "./rollups";
export * from "./shops";
export * from "./sync";
export * from "./users";
