// Tests the snippets of the snippet builder (snippets/*.html, which the Rust tests write) in posts that
// a CMS has processed: with WordPress' wpautop and with two Markdown processors, in the usual options.
import { autop } from "@wordpress/autop";
import MarkdownIt from "markdown-it";
import { Marked } from "marked";
import { parse, serializeOuter } from "parse5";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { surroundings } from "./surroundings.mjs";

const markdownIt = (options) => {
  const processor = new MarkdownIt({ html: true, ...options });
  return (post) => processor.render(post);
};
const marked = (options) => {
  const processor = new Marked(options);
  return (post) => processor.parse(post);
};
const filters = {
  "no filter": (post) => post,
  "wpautop": (post) => autop(post),
  "wpautop without line breaks": (post) => autop(post, false),
  "markdown-it": markdownIt({}),
  "markdown-it with all options": markdownIt({ breaks: true, linkify: true, typographer: true }),
  "marked": marked({}),
  "marked with breaks": marked({ breaks: true }),
  "marked pedantic": marked({ gfm: false, pedantic: true }),
};

const folder = new URL("snippets/", import.meta.url);
const snippets = readdirSync(folder).map((file) => [
  file.replace(".html", ""),
  readFileSync(new URL(file, folder), "utf8").trimEnd(),
]);

const page = (body) => parse(`<!doctype html><title>A post</title><body>${body}`);

function* nodes(node) {
  yield node;
  for (const child of node.childNodes ?? []) yield* nodes(child);
}

const elements = (root, name) => [...nodes(root)].filter(({ nodeName }) => nodeName === name);

/** The text outside the badge, without white space; "|" stands for the badge. */
function outside(root, badge) {
  const texts = [];
  const visit = (node) => {
    if (node === badge) texts.push("|");
    else if (node.nodeName === "#text") texts.push(node.value);
    else (node.childNodes ?? []).forEach(visit);
  };
  visit(elements(root, "body")[0]);
  return texts.join("").replace(/\s+/g, "");
}

/** Fails if the post does not have exactly one badge, or if a part of the badge's content is outside of it. */
function check(filter, snippet, [, before, after]) {
  const root = page(filter(before + snippet + after));
  const badges = elements(root, "my-groups-badge");
  assert.equal(badges.length, 1, "badges");
  const [expected] = elements(page(snippet), "my-groups-badge");
  assert.equal(serializeOuter(badges[0]), serializeOuter(expected));
  // Like after any HTML block, a line that follows without a blank line is not processed as Markdown.
  const reference = page(filter(`${before}<div>REFERENCE</div>${after}`));
  assert.equal(outside(root, badges[0]), outside(reference).replace("REFERENCE", "|"));
  for (const name of ["script", "link"]) {
    const tags = (from) => elements(elements(from, "body")[0], name).map(serializeOuter);
    assert.deepEqual(tags(root), tags(page(snippet)), name);
  }
}

assert.ok(snippets.length > 0 && surroundings.length > 0);
for (const [filterName, filter] of Object.entries(filters)) {
  test(filterName, async (context) => {
    for (const [name, snippet] of snippets) {
      for (const surrounding of surroundings) {
        await context.test(`${name} in ${surrounding[0]}`, () => check(filter, snippet, surrounding));
      }
    }
  });
}

test("the check notices a list that is torn out of its tag", () => {
  const block = `<my-groups-badge>\n  <ul>\n    <li>Choir</li>\n  </ul>\n</my-groups-badge>`;
  const paragraph = ["", "<p>Before\n\n", "\n\nAfter"];
  assert.throws(() => check(filters.wpautop, block, paragraph));
  assert.throws(() => check(filters["markdown-it"], block, ["", "Before:\n", ""]));
  assert.throws(() => check(filters.marked, "<b>my-groups-badge</b>", ["", "", ""]));
});
