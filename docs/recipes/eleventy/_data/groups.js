import { readFileSync } from "node:fs";

const { rsp } = JSON.parse(readFileSync("public/my-groups.json", "utf8"));

// In the document texts are HTML's; the template escapes them anew.
const text = (html) => html?.replaceAll("&lt;", "<").replaceAll("&amp;", "&");

export default rsp.group
  .filter((group) => group.is_private === 0)
  .map((group) => ({ ...group, name: text(group.name), url: text(group.url) }));
