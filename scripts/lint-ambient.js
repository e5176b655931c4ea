/**
 * Lint rule `thaw/no-ambient`: time, chance and environment are arguments.
 * Only the composition root, the configuration and programs that stand outside the bot may reach for them.
 */
const allowed = /(^|\/)(src\/main\.ts|src\/config\.ts|sandbox\/|scripts\/|bench\/|test\/|[^/]+\.config\.ts)/;
const message = (what) =>
  `${what} belongs to src/main.ts: take the clock, the dice or the setting as an argument.`;

const noAmbient = {
  create(context) {
    const file = context.filename.slice(process.cwd().length + 1);
    if (allowed.test(file)) return {};
    return {
      MemberExpression(node) {
        const name = `${node.object.name}.${node.property.name}`;
        if (["Date.now", "Math.random", "process.env", "performance.now"].includes(name)) {
          context.report({ node, message: message(name) });
        }
      },
      NewExpression(node) {
        if (node.callee.name === "Date" && node.arguments.length === 0) {
          context.report({ node, message: message("new Date()") });
        }
      },
    };
  },
};

export default { meta: { name: "thaw" }, rules: { "no-ambient": noAmbient } };
