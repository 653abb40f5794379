import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { pagePolicy } from '../../src/editor/base/pagePolicy';
import { renderBlock, renderInline } from '../../src/study/markdown/render';
import { openBrowser } from '../host/chromium';
import { temporaryFolder } from '../host/cleanup';
import { htmlPayloads, markdownPayloads } from './payloads';

/**
 * Two layers keep a pack's text from doing anything: the renderer, and the page's policy. Each is
 * tested alone, in a real browser that would let everything else through.
 */
describe('text of others', () => {
  const temporary = temporaryFolder();
  const address = 'https://panel.invalid/';
  let browser: BrowserContext;
  let page: Page;
  let requests: string[];

  before(async () => {
    browser = await openBrowser(path.join(temporary.path, 'browser'), { width: 800, height: 600 });
    page = await browser.newPage();
    page.on('dialog', dialog => void dialog.dismiss());
  });

  after(async () => {
    await browser.close();
    temporary.remove();
  });

  /** Shows a document and returns its requests beyond itself, and whether any of it ran. */
  async function show(
    body: string,
    policy?: string,
  ): Promise<{ ran: boolean; requests: string[] }> {
    requests = [];
    await page.unroute('**/*');
    await page.route('**/*', route => {
      if (route.request().url() === address) {
        const meta = policy
          ? `<meta http-equiv="Content-Security-Policy" content="${policy.replaceAll('"', '&quot;')}">`
          : '';
        return route.fulfill({
          contentType: 'text/html',
          body: `<!DOCTYPE html><html><head><meta charset="utf-8">${meta}</head><body>${body}</body></html>`,
        });
      }
      requests.push(route.request().url());
      return route.abort();
    });
    await page.goto(address, { waitUntil: 'load' });
    // A person's actions: click everything there is. Links are not followed, only what they run.
    await page.evaluate(`document.addEventListener('click', event => event.preventDefault());
      for (const each of document.querySelectorAll('a, button, summary, input')) each.click();`);
    const ran = await page.evaluate('window.harmed !== undefined');
    return { ran: ran === true, requests };
  }

  it('has 300 payloads and more to be tried with', () => {
    assert.ok(markdownPayloads.length >= 300, String(markdownPayloads.length));
  });

  it('is noticed by this test when nothing holds it', async () => {
    const { ran, requests: asked } = await show(htmlPayloads.join('\n'));
    assert.equal(ran, true);
    assert.ok(asked.length > 0);
  });

  it('runs nothing and asks for nothing once it is rendered, without any policy', async () => {
    const shown = markdownPayloads.map(
      text => `<section>${renderBlock(text)}</section><section>${renderInline(text)}</section>`,
    );
    for (let at = 0; at < shown.length; at += 50) {
      const part = shown.slice(at, at + 50).join('\n');
      const result = await show(part);
      assert.deepEqual(result, { ran: false, requests: [] }, `payloads ${at} to ${at + 49}`);
      const bad = await page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
        .filter(each => /^(script|iframe|object|embed|style|link|meta|base|form|img|svg|video|audio|template|math)$/i
          .test(each.tagName) || [...each.attributes].some(({ name }) => /^(on|style|src)/i.test(name)))
        .map(each => each.outerHTML)`);
      assert.deepEqual(bad, []);
      const links = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[href]')].map(each => each.getAttribute('href'))`,
      );
      for (const link of links) assert.match(link, /^(https:\/\/|mailto:|#)/);
    }
  });

  it('is shown in pictures, which run nothing and ask for nothing either', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"
      width="40" height="30" onload="top.harmed=1">
      <style>@import "https://outside.invalid/x.css"; svg { background: url(https://outside.invalid/y.png) }</style>
      <script>top.harmed = 1; fetch("https://outside.invalid/z")</script>
      <image href="https://outside.invalid/x.png" x:href="https://outside.invalid/x.png" width="9" height="9"/>
      <foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://outside.invalid/"/></foreignObject>
      </svg>`;
    const images = new Map([['a.svg', `data:image/svg+xml;base64,${btoa(svg)}`]]);
    const body = renderBlock('![a](a.svg) ![b](https://outside.invalid/b.svg)', undefined, images);
    for (const policy of [undefined, pagePolicy('3f0c8f5e')]) {
      assert.deepEqual(await show(body, policy), { ran: false, requests: [] });
      const size = '[...document.images].map(each => [each.alt, each.naturalWidth])';
      assert.deepEqual(await page.evaluate(size), [['a', 40]]);
    }
  });

  it('runs nothing and asks for nothing under the policy, even as raw HTML', async () => {
    const policy = pagePolicy('3f0c8f5e');
    for (const payload of htmlPayloads) {
      assert.deepEqual(await show(payload, policy), { ran: false, requests: [] }, payload);
    }
  });
});
