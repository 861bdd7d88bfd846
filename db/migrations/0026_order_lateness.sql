CREATE TABLE "order_lateness" (
	"shop_id" text NOT NULL,
	"counts" integer[] NOT NULL,
	"median_sec" integer,
	"slowest_sec" integer,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_lateness_shop_id_pk" PRIMARY KEY("shop_id")
);
