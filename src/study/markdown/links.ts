/** The links a pack may contain: all others are shown as text. */

const userinfo = /^https:\/\/[^/?#]*@/i;
const https = /^https:\/\/[a-z0-9[][^\s\\<>"]*$/i;
const mail = /^mailto:[^\s\\<>"@]+@[^\s\\<>"]+$/i;
const question = /^#[a-z0-9][a-z0-9._~%-]*$/i;

/**
 * Tells whether a link's destination, as put into `href`, may be followed: a page over `https:`
 * (without a user name, which can pass one site off as another), an e-mail address, or `#` with the
 * id of a question.
 *
 * An allow-list, because the editor acts on schemes unknown to browsers (`command:`, `vscode:`) and
 * the system on any scheme a program has registered.
 */
export function isSafeLink(destination: string): boolean {
  if (destination.length > 2000) return false;
  return (
    (https.test(destination) && !userinfo.test(destination)) ||
    mail.test(destination) ||
    question.test(destination)
  );
}
