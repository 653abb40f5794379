/** Answer code that nothing runs is at least parsed, fully or by basic grammar. */
import { transformSync, type Message } from 'esbuild';
import { parseFenceInfo } from '../../../src/study/markdown/fence';
import { tokensOf, type Finding, type Rule } from './contentRules';

/** A problem in a block, with its line counted from 0. */
type Fault = Finding;

const readers: Readonly<Record<string, (code: string) => Fault[]>> = {
  javascript: readJavaScript,
  dockerfile: readDockerfile,
  nginx: readNginx,
};

/** JavaScript, Dockerfiles and nginx configuration must parse. */
export const codeCanBeRead: Rule = ({ answer }) =>
  answer.sections.flatMap(section =>
    tokensOf(section).flatMap(({ type, info, content, line }) => {
      if (type !== 'fence') return [];
      const faults = readers[parseFenceInfo(info).language]?.(content) ?? [];
      return faults.map(fault => ({ line: line + 1 + fault.line, what: fault.what }));
    }),
  );

function readJavaScript(code: string): Fault[] {
  try {
    transformSync(code, { loader: 'jsx', logLevel: 'silent' });
    return [];
  } catch (error) {
    return (error as { errors: Message[] }).errors.map(({ text, location }) => ({
      line: (location?.line ?? 1) - 1,
      what: `the JavaScript does not parse: ${text}`,
    }));
  }
}

const instructions = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/** Instructions, which come first and only once, the exec form, and the stages copied from. */
function readDockerfile(code: string): Fault[] {
  const faults: Fault[] = [];
  const stages = new Set<string>();
  let commands = 0;
  let started = false;
  let continues = false;
  for (const [line, text] of code.split('\n').entries()) {
    const isContinuation = continues;
    continues = text.endsWith('\\');
    if (isContinuation || text.trim() === '' || text.startsWith('#')) continue;
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
    const fault = (what: string) => faults.push({ line, what: `the Dockerfile ${what}` });
    if (!instructions.has(name)) fault(`has no instruction ${name}`);
    else if (rest === '') fault(`gives ${name} nothing`);
    if (name === 'FROM') {
      const [, stage] = /\sAS\s+(\S+)$/i.exec(rest) ?? [];
      if (stage !== undefined) stages.add(stage);
      started = true;
      commands = 0;
    } else if (!started && name !== 'ARG') {
      fault('does not begin with FROM');
      started = true;
    }
    if (name === 'CMD' && ++commands > 1) fault('has a second CMD, which replaces the first');
    const [, from] = /^--from=(\S+)/.exec(rest) ?? [];
    if (from !== undefined && !stages.has(from) && !/[:/]/.test(from)) {
      fault(`copies from ${from}, which is no stage above`);
    }
    if (rest.startsWith('[') && !isStringList(rest)) fault(`has a ${name} that is no JSON list`);
  }
  return faults;
}

function isStringList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(item => typeof item === 'string');
  } catch {
    return false;
  }
}

/** The directives in the answers, each with the blocks that allow it; "main" is the top level. */
const directives: Readonly<Record<string, readonly string[]>> = {
  add_header: ['server', 'location'],
  alias: ['location'],
  gzip_static: ['server', 'location'],
  least_conn: ['upstream'],
  listen: ['server'],
  location: ['main', 'server'],
  proxy_pass: ['location'],
  proxy_set_header: ['server', 'location'],
  return: ['server', 'location'],
  server: ['main', 'upstream'],
  server_name: ['server'],
  ssl_certificate: ['server'],
  ssl_certificate_key: ['server'],
  upstream: ['main'],
};

/** Braces and semicolons, and directives in blocks that allow them. */
function readNginx(code: string): Fault[] {
  const faults: Fault[] = [];
  const blocks: { name: string; line: number; seen: string[]; isSecure: boolean }[] = [
    { name: 'main', line: 0, seen: [], isSecure: false },
  ];
  let words: string[] = [];
  let line = 0;
  const fault = (what: string, at = line) => faults.push({ line: at, what: `nginx: ${what}` });
  for (const [token] of code.matchAll(/\n|#[^\n]*|"[^"]*"|'[^']*'|[{};]|[^\s{};"']+/g)) {
    const block = blocks.at(-1)!;
    if (token === '\n') line++;
    else if (token.startsWith('#')) continue;
    else if (token === ';' || token === '{') {
      const [name = ''] = words;
      if (name === '') fault(`a ${token} without a directive`);
      else if (!directives[name]) fault(`${name} is no directive that the answers use`);
      else if (!directives[name].includes(block.name))
        fault(`${name} does not stand in ${block.name}`);
      block.seen.push(name);
      if (name === 'listen' && words.includes('ssl')) block.isSecure = true;
      if (token === '{') blocks.push({ name, line, seen: [], isSecure: false });
      words = [];
    } else if (token === '}') {
      if (words.length > 0) fault(`${words[0]!} does not end with ;`);
      words = [];
      if (blocks.length === 1) fault('a } that closes nothing');
      else blocks.pop();
      if (block.isSecure && !block.seen.includes('ssl_certificate')) {
        fault('a server that listens with ssl names no ssl_certificate', block.line);
      }
    } else words.push(token);
  }
  if (words.length > 0) fault(`${words[0]!} does not end with ;`);
  for (const { name, line: at } of blocks.slice(1)) fault(`${name} { is not closed`, at);
  return faults;
}
