CREATE TABLE "api_rates" (
	"shop_id" text NOT NULL,
	"app_key" text NOT NULL,
	"ceiling_per_sec" double precision NOT NULL,
	"rate_per_sec" double precision NOT NULL,
	"confidence" double precision NOT NULL,
	"paused_until" timestamp with time zone,
	"learned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "api_rates_shop_id_app_key_pk" PRIMARY KEY("shop_id","app_key")
);
