CREATE TABLE "span_proofs" (
	"shop_id" text NOT NULL,
	"resource" text NOT NULL,
	"proof_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "span_proofs_proof_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" uuid NOT NULL,
	"field" text NOT NULL,
	"record_status" text,
	"from_sec" bigint,
	"to_sec" bigint NOT NULL,
	"counted_there" integer,
	"counted_here" integer NOT NULL,
	"counted_before" integer NOT NULL,
	"outcome" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "span_proofs_shop_id_resource_proof_id_pk" PRIMARY KEY("shop_id","resource","proof_id")
);
--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "rollup_days_checked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "rollup_days_mended" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_tasks" ADD COLUMN "record_status" text;--> statement-breakpoint
CREATE INDEX "span_proofs_shop_checked" ON "span_proofs" USING btree ("shop_id","resource","checked_at");--> statement-breakpoint
CREATE INDEX "span_proofs_shop_run" ON "span_proofs" USING btree ("shop_id","run_id");