import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parsePack } from '../../../src/study/pack';
import { readPackFolder, readText } from '../repository';

describe('the bookshop that the answers build on', () => {
  const page = readText('questions/bookshop/README.md');

  it('has a page whose links lead to its files', () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    assert.ok(links.length >= 10);
    for (const link of links) assert.ok(existsSync(path.join('questions/bookshop', link)), link);
  });

  it('has a page that names every model', () => {
    const models = readText('questions/bookshop/shop/models.py').matchAll(/^class (\w+)/gm);
    for (const [, model] of models) assert.ok(page.includes(`\`${model}\``), model);
  });

  it('can be tried: static files are served, and the page that login_required leads to is there', () => {
    assert.match(readText('questions/bookshop/config/settings.py'), /^DEBUG = True\b/m);
    const form = readText('questions/bookshop/templates/registration/login.html');
    assert.match(form, /name="next"/);
  });

  it('is not a collection of questions', () => {
    const { collections } = parsePack(readPackFolder('questions'));
    assert.equal(collections.length, 4);
    assert.ok(collections.every(({ title }) => !/bookshop/i.test(title)));
  });
});
