// Stands in for the package punycode.js, which markdown-it asks for the host of every link. Nearly
// all hosts are ASCII: then there is nothing to convert, and the package is not loaded.
import { toASCII, toUnicode } from 'punycode.js';

const isPlain = host => /^[^\P{ASCII}@]*$/u.test(host);

export default {
  toASCII: host => (isPlain(host) ? host : toASCII(host)),
  toUnicode: host => (isPlain(host) && !host.includes('xn--') ? host : toUnicode(host)),
};
