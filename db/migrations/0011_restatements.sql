CREATE TABLE "restatements" (
	"shop_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "restatements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"metric" text NOT NULL,
	"before" numeric NOT NULL,
	"after" numeric NOT NULL,
	"cause" text NOT NULL,
	"run_id" uuid,
	"noted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "restatements_shop_id_id_pk" PRIMARY KEY("shop_id","id")
);
--> statement-breakpoint
CREATE INDEX "restatements_shop_day" ON "restatements" USING btree ("shop_id","day","id");--> statement-breakpoint
CREATE INDEX "restatements_shop_noted" ON "restatements" USING btree ("shop_id","noted_at");