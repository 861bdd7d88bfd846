import { expect, it } from "vitest";
import { csvLines } from "@/lib/csv";
import { csvResponse } from "@/lib/csv-response";

it("cells that a spreadsheet would run are made text; numbers stay numbers", () => {
  expect(csvLines([["=1+1", "+49 30", "-cmd", "@SUM(A1)", "\tx", "-12.50", 3, null]])).toBe(
    "'=1+1,'+49 30,'-cmd,'@SUM(A1),'\tx,-12.50,3,\r\n",
  );
});

it("quotes, commas and line breaks are quoted as RFC 4180 says", () => {
  expect(csvLines([['say "hi"', "a,b", "two\nlines", '=HYPERLINK("x")']])).toBe(
    '"say ""hi""","a,b","two\nlines","\'=HYPERLINK(""x"")"\r\n',
  );
});

it("a file streams batch by batch, and stops reading when the browser has gone", async () => {
  let read = 0;
  let isEnded = false;
  async function* batches() {
    try {
      for (;;) {
        read += 1;
        yield [[`row ${read}`]];
      }
    } finally {
      isEnded = true;
    }
  }
  const response = csvResponse({ fileName: "x.csv", header: ["name"], batches: batches() });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  expect(decoder.decode((await reader?.read())?.value)).toBe("\ufeffname\r\n");
  expect(decoder.decode((await reader?.read())?.value)).toBe("row 1\r\n");
  await reader?.cancel();
  expect(isEnded).toBe(true);
  expect(read).toBeLessThan(5);
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="x.csv"');
});
