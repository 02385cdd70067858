export default { test: { watch: false } };
