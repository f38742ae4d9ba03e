export default function (eleventy) {
  eleventy.addPassthroughCopy({ public: "/" });
  eleventy.ignores.add("public"); // The companion's my-groups.html is not a template.
  return { markdownTemplateEngine: "njk" };
}
