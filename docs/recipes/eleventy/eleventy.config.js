export default function (eleventy) {
  eleventy.addPassthroughCopy({ public: "/" });
  eleventy.ignores.add("public"); // The companion's my-groups.html is no template.
  return { markdownTemplateEngine: "njk" };
}
