import { describe, expect, test } from "vitest";
import { createServices, StoppingError } from "../../../scripts/lib/services.mjs";

function recorder() {
  const stopped: string[] = [];
  const service = (name: string) => ({ stop: async () => void stopped.push(name) });
  return { stopped, service };
}

describe("services of a command", () => {
  test("stop in the fixed order, whatever the order of their starts", async () => {
    const { stopped, service } = recorder();
    const services = createServices(["app", "sandbox", "database"]);
    await services.start("database", async () => service("database"));
    await services.start("app", async () => service("app"));
    await services.start("sandbox", async () => service("sandbox"));
    await services.stopAll();
    expect(stopped).toEqual(["app", "sandbox", "database"]);
  });

  test("one that is still starting is stopped too, and none starts after that", async () => {
    const { stopped, service } = recorder();
    const services = createServices(["slow", "late"]);
    let finishStart = () => {};
    const starting = services.start("slow", async () => {
      await new Promise<void>((resolve) => {
        finishStart = resolve;
      });
      return service("slow");
    });
    const stopping = services.stopAll();
    finishStart();
    await Promise.all([starting, stopping]);
    expect(stopped).toEqual(["slow"]);
    await expect(services.start("late", async () => service("late"))).rejects.toThrow(StoppingError);
  });

  test("the first that ends by itself is reported by name", async () => {
    const { service } = recorder();
    const services = createServices(["app"]);
    const diedUnexpectedly = Promise.resolve({ code: 3, signal: null });
    await services.start("app", async () => ({ ...service("app"), diedUnexpectedly }));
    expect(await services.death).toMatchObject({ name: "app", code: 3 });
  });
});
