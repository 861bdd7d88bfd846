import { expect, it } from "vitest";
import { toSlackBody } from "@/lib/alerts/message";

it("a message has a line, a sentence and a link, and Slack's signs in a shop's name mean nothing", () => {
  const body = JSON.parse(
    toSlackBody({
      event: "began",
      title: "<!channel> & Sons: the data is 3 h old",
      sentence: "Check that the crons reach this app.",
      link: "https://shop.example.com/sync?shop=7",
    }),
  );
  expect(body.text).toBe("⚠️ &lt;!channel&gt; &amp; Sons: the data is 3 h old");
  expect(body.attachments).toHaveLength(1);
  expect(body.attachments[0].text).toBe(
    "Check that the crons reach this app.\n<https://shop.example.com/sync?shop=7|Open the dashboard>",
  );
});

it("a reminder says so, an end needs no more than its line", () => {
  expect(JSON.parse(toSlackBody({ event: "reminder", title: "X", sentence: "Y", link: null })).text).toBe(
    "⏰ Still: X",
  );
  expect(JSON.parse(toSlackBody({ event: "ended", title: "X", sentence: "", link: null }))).toEqual({
    text: "✅ X",
  });
});
