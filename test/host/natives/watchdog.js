/* global exports */
// Replaces native-watchdog, native code that ends an extension host orphaned by its server. The
// host ends the whole process group instead.
exports.start = () => {};
exports.exit = code => process.exit(code ?? 0);
