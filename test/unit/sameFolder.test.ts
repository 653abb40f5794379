import assert from 'node:assert/strict';
import {
  firstCommitOf,
  likenesses,
  likenessOf,
  remoteOf,
  type FolderAddress,
} from '../../src/study/sameFolder';

const hex = (text: string) => Buffer.from(text).toString('hex');

/** An address by its text; `new URL`, unlike a URI, accepts none without a host. */
function address(text: string): FolderAddress {
  const [, scheme, authority, path] = /^([\w-]+):\/\/([^/]*)(.*)$/.exec(text)!;
  return { scheme: scheme!, authority: authority!, path: path! };
}

describe('a folder that is opened from elsewhere', () => {
  const container = (host: string) => `vscode-remote://dev-container+${hex(host)}`;
  for (const [what, a, b, likeness] of [
    [
      'a container of the folder',
      'file:///home/me/shop',
      `${container('/home/me/shop')}/workspaces/shop`,
      likenesses.address,
    ],
    [
      'a container whose address is JSON',
      'file:///home/me/shop',
      `${container('{"hostPath":"/home/me/shop","localDocker":false}')}/app`,
      likenesses.address,
    ],
    [
      'a container on a server',
      'file:///home/me/shop',
      `${container('/home/me/shop')}@ssh-remote+host/workspaces/shop`,
      likenesses.address,
    ],
    [
      'a container of a folder of Windows',
      'file:///c:/Users/Me/shop',
      `${container('C:\\Users\\me\\shop')}/workspaces/shop`,
      likenesses.address,
    ],
    [
      'a folder in the container’s folder',
      'file:///home/me/shop',
      `${container('/home/me/shop')}/workspaces/shop/docs`,
      likenesses.none,
    ],
    [
      'another container',
      'file:///home/me/shop',
      `${container('/home/me/blog')}/workspaces/blog`,
      likenesses.none,
    ],
    [
      'WSL, from Windows by its old name',
      'file://wsl$/Ubuntu/home/me/shop',
      'vscode-remote://wsl+ubuntu/home/me/shop',
      likenesses.address,
    ],
    [
      'WSL, from Windows by its new name',
      'file://wsl.localhost/Ubuntu/home/me/shop/',
      'vscode-remote://wsl+Ubuntu/home/me/shop',
      likenesses.address,
    ],
    [
      'a drive of Windows in WSL',
      'file:///c:/Users/Me/shop',
      'vscode-remote://wsl+ubuntu/mnt/c/Users/me/shop',
      likenesses.address,
    ],
    [
      'another distribution of WSL',
      'file://wsl$/Debian/home/me/shop',
      'vscode-remote://wsl+ubuntu/home/me/blog',
      likenesses.none,
    ],
    [
      'a folder of this name on a server',
      'file:///home/me/shop',
      'vscode-remote://ssh-remote+host/srv/shop',
      likenesses.name,
    ],
    ['a folder of this name beside it', 'file:///a/shop', 'file:///b/shop', likenesses.none],
    [
      'a folder of this name on no disk',
      'file:///a/shop',
      'vscode-vfs://github/me/shop',
      likenesses.none,
    ],
    ['the root of a server', 'file:///', 'vscode-remote://ssh-remote+host/', likenesses.none],
  ] as const) {
    it(`${likeness === likenesses.none ? 'is not' : 'is recognised by'} ${what}`, () => {
      const [one, other] = [{ address: address(a) }, { address: address(b) }];
      assert.equal(likenessOf(one, other), likeness);
      assert.equal(likenessOf(other, one), likeness);
    });
  }

  it('is recognised by the remote or the first commit of its repository', () => {
    const here = { address: address('file:///a/shop'), remote: 'host/me/shop', commit: '1' };
    const there = address('file:///b/shop');
    for (const [marks, likeness] of [
      [{ remote: 'host/me/shop' }, likenesses.namedRepository],
      [{ commit: '1' }, likenesses.namedRepository],
      [{ remote: 'host/me/fork', commit: '1' }, likenesses.namedRepository],
      [{ remote: 'host/me/blog', commit: '2' }, likenesses.none],
      [{}, likenesses.none],
    ] as const) {
      assert.equal(likenessOf(here, { address: there, ...marks }), likeness);
    }
    const renamed = { address: address('file:///b/copy'), remote: 'host/me/shop' };
    assert.equal(likenessOf(here, renamed), likenesses.repository);
    const onServer = { address: address('vscode-remote://ssh-remote+h/shop'), remote: 'host/x/y' };
    assert.equal(likenessOf(here, onServer), likenesses.none, 'the repository denies the name');
  });
});

describe('the remote of a repository', () => {
  for (const [url, remote] of [
    ['https://github.com/me/shop.git', 'github.com/me/shop'],
    ['https://me:secret@GitHub.com/me/shop', 'github.com/me/shop'],
    ['git@github.com:me/shop.git', 'github.com/me/shop'],
    ['ssh://git@github.com:22/me/shop.git/', 'github.com/me/shop'],
    ['/srv/git/shop.git', '/srv/git/shop'],
    ['file:///srv/git/shop.git', 'srv/git/shop'],
    ['C:\\git\\shop', 'C:\\git\\shop'],
    ['https://github.com', undefined],
  ] as const) {
    it(`is read of ${url}`, () => {
      assert.equal(remoteOf(`[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`), remote);
    });
  }

  it('is that named origin, else the first', () => {
    const upstream = '[remote "upstream"]\n url = https://a.org/b\n';
    const origin = '[remote "origin"]\n url = https://c.org/d\n';
    assert.equal(remoteOf(upstream + origin), 'c.org/d');
    assert.equal(remoteOf(upstream), 'a.org/b');
    assert.equal(remoteOf('[user]\n url = https://a.org/b\n'), undefined);
    assert.equal(remoteOf(''), undefined);
  });
});

describe('the first commit of a repository', () => {
  const zero = '0'.repeat(40);
  const commit = 'a'.repeat(40);
  it('is that of its log, where it was made here', () => {
    const who = 'Me <me@example.org> 1 +0000';
    assert.equal(firstCommitOf(`${zero} ${commit} ${who}\tcommit (initial): a\nmore`), commit);
    assert.equal(firstCommitOf(`${zero} ${commit} ${who}\tclone: from https://a.org\n`), undefined);
    assert.equal(firstCommitOf(''), undefined);
  });
});
