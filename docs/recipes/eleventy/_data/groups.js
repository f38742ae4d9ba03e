import { readFileSync } from "node:fs";

const { rsp } = JSON.parse(readFileSync("my-groups.json", "utf8"));

export default rsp.group.filter((group) => group.is_private === 0);
