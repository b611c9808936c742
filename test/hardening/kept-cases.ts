import { inflateRawSync } from "node:zlib";

/** A mutant on which a reader failed once, deflated. */
export interface KeptCase {
  readonly reader: string;
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

const kept = (reader: string, name: string, deflated: string): KeptCase => ({
  reader,
  name,
  bytes: () => new Uint8Array(inflateRawSync(Buffer.from(deflated, "base64"))),
});

export const keptCases: readonly KeptCase[] = [
  kept(
    "score table",
    "ends of lines of two kinds in the line of names",
    "S04sTtXJSUxKzeFN1EnSSdZJ0UnlMtQx0jHmAgA=",
  ),
  kept(
    "table of worth",
    "a quote that reaches over the line of names",
    "K0kszrZOSSxJLE4tsS5LLSrOzM+zzk0tKcpMBlKJedbFKdZKXJlARagCedaMDAwM1imZyanWBnoWQGxobcqVVmKdaF1mCBM2hwoDAA==",
  ),
  kept(
    "Parquet",
    "a page without the lengths of its levels",
    "hVO/b9NAFH62z1c3MihIfdYZmapCjRVVDE1bLJAKoYiiDiCFwgAIQe3UVVMlTknSSv0D2BgQE62YgBlVTB06IObuMDCwtjAzVuidLw5UIbX86+6773vfvXevMrdYQo4LeOUJ2gjyAQSA8REdAKqlCxymTHtySo6m0zcyzOPIHWS00PI0ACAAOXLMdXXyqY5hacYEMryIviKcu2ECQL22GbcYyW21OwOZYziumPlZIizXqjF9V5evXh5IlB711CMRwiQJkSND6wRBZ2DQNNpqPbO1dD//XevhmDJ1dsYAgChO6JPEg/dySohJqc5xBgOa43JeRjFQsJ1tTbt1WP51b2/0xc/D8vXc1/fr147KyHAEhXKTGwdVjUZjoJPzOKqcnJkcBoDF+dvP5u9WHjxCTi674fMq/ES6b/dggbWazQ46gKevsAsgWDVsxwUA1AsgzHoYxXUFJGFDAjTgjbjTqlW7Qy3sMqzwftxu15qJAqIMiDIgV9CFuRnWN2KlvJHUOqmULngrDtvNpADg2K7n7vt//Voe2i6Cm5pE3bGdlhP51mwARb06LfRqCVwPOQJSRv01D3W3AHlXbUQyHjuR/0bz17wAiuwmAAhGlQX3EiUGdapxPuUfaBRQCsjdS37d6fgvdcICKJqyLQSjpuin8FnPFFTKpMaa0/KPdULJBDWGYNQm/SQ+GZmEFkr2Q2fJ/2EQQGzqEiHf/divWZaDrDRSpOI89PcY4SSiDczDEetZiCR7xUn8DyYBARSNJO4II4qTftxvZs9AdNLAsUn46QZ2uYc5Wfn03EiBp86Sv8tnA160uq0lrJ1tug7LAfxzEl4N9SpJp00JrPhfhgij89NoiL6xf/eo6mxmGfhoERrw4nDWjaL320fMeWc5dvDdguLw6tZ62Hq+EXfcfQ9g8A1vDYDK3GLpDw==",
  ),
  kept(
    "Parquet",
    "a column without a name",
    "jVMxbNNAFP22z1c3MihI/dYZmapCjWVVDE1bLJAKoRJFHUAKhaEgBLVTV02VOMVJK3VjYWNATLRiAmZUMXXogJi7w8DA2sLMWKF/dhxRhUCU2Dm/e++/+/+5OrdYRo4LeOURmgjyBwgA4yMqANTKFzhM6ebklFxNp1dkWMSR28hoo+EoAEAAcuRY6OoUUx3NULQJZHgR3Yxw7oYOAI36VpQwkttudwYyx3A8YxZnibBSr0V0X1u5enkgUXpUU49ECOI4QI4MjVMElYFGj9HM9jNTSc/z170OjmWmzs5oABBGMd3iaPBZ/r8Exxn0CeASlKU0FGx3R1FuHlV+3t0fff7jqHK98OXdxrXjCjIcQZFZKoxDNpJmc6Cd8zia2TkzOQwAi/O3nszfqd5/gJysdssXs/IT6eHtwwWWtFodtADN0jPBakE7KgGgWgKhN4IwahAAgsVBUwK04M2ok9Rr3aUSdBlGcC9qt+utOAPCHAhzoFBShb4VNDajTHkzrndSKVXwJArarbgEYJm2Yx+4hoOmjWCnzlC1TCuxQteY9cFTa9NCrZXBdpAjIDXJXXdQtUtQtDP3kvHQCt3Xirvu+OAx2iYYTQzsS9QNVGl2xZR/qFBBKSCPLPkNq+O+UAnzwdNl3AWjsPdT+KTmClmfpMa6lbgnKqFkggIvGMW/n8RHLZdQAslespbd7xoBxKb0C3ntx37F8h7k85AiVWvJ3WeEk4gysA/HrGchlOxVK3bf6wT44Glx1BFaGMX9uF/1noHwtIETnfB/G9jjDhbk5NOwSIHH1rK7x2d97hndt0UYuzv0Oar48EcSXg71JkkRywRW3c9DhFF+mk3Rt/avHjULZN6BDwahPveG8xdM9P72EbPeGpbpfzPAG17b3giSp5tRxz5wAAZ/4Y0GUJ1bLP8G",
  ),
];
