export default function (eleventy) {
  eleventy.addPassthroughCopy("my-groups.json");
  return { markdownTemplateEngine: "njk" };
}
