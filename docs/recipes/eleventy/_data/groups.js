import { readFileSync } from "node:fs";

const { rsp } = JSON.parse(readFileSync("public/my-groups.json", "utf8"));

// The texts in the document are HTML. They are decoded here, because the template escapes them.
const text = (html) => html?.replaceAll("&lt;", "<").replaceAll("&amp;", "&");

export default rsp.group
  .filter((group) => group.is_private === 0)
  .map((group) => ({ ...group, name: text(group.name), url: text(group.url) }));
