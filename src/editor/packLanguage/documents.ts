/** The packs open in editors, parsed in their current state, saved or not. */
import * as vscode from 'vscode';
import { normalize } from '../../study/pack/blocks';
import type { DraftQuestion } from '../../study/pack/draft';
import { questionsOf, readPackFile, type FileDraft } from '../../study/pack/file';
import type { Library } from '../../study/library';
import type { Question } from '../../study/question';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';
import { fileNameOf, type FileName } from './fileName';

/** A pack's document at one version. */
export interface PackDocument {
  readonly name: FileName;
  readonly draft: FileDraft;
  readonly lines: readonly string[];
}

/** Questions of one wording, of which a file may have thousands. */
type ByLine = ReadonlyMap<number, Question>;

export class PackDocuments {
  readonly #study: Study;
  #wordings:
    | { readonly library: Library; readonly questions: ReadonlyMap<string, ByLine> }
    | undefined;
  readonly #read = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly pack: Promise<PackDocument | undefined> }
  >();

  constructor(study: Study) {
    this.#study = study;
  }

  /** Parses a document; `undefined` if it is not in a pack, or was edited meanwhile. */
  get(document: vscode.TextDocument): Promise<PackDocument | undefined> {
    const { version } = document;
    const known = this.#read.get(document);
    if (known?.version === version) return known.pack;
    const pack = this.#parse(document);
    this.#read.set(document, { version, pack });
    return pack;
  }

  async #parse(document: vscode.TextDocument): Promise<PackDocument | undefined> {
    const { version } = document;
    const name = fileNameOf(document.uri);
    if (!name || document.languageId !== 'markdown') return undefined;
    const text = document.getText();
    const steps = readPackFile({ path: name.path, text }, name.pack);
    const draft = await new Slices().run(steps, () => document.version !== version);
    return draft && { name, draft, lines: normalize(text).split('\n') };
  }

  /** The question as it can be studied, if its file was saved since it was written. */
  studied({ name }: PackDocument, draft: DraftQuestion): Question | undefined {
    const { wishedId, title, source } = draft;
    const { library } = this.#study.questions;
    const isHere = ({ source }: Question) => source.pack === name.pack && source.file === name.path;
    const question = library.question(wishedId);
    if (!question) return undefined;
    // Another question may have the id, of this file too: this one was given a different one.
    const alike = this.#byWording(library).get(wordingOf(name, title));
    return (
      alike?.get(source.startLine) ??
      (isHere(question) && question.title === title ? question : undefined) ??
      alike?.values().next().value ??
      (isHere(question) ? question : undefined)
    );
  }

  /** Questions by file and wording: in a copied file thousands of ids may be taken. */
  #byWording(library: Library): ReadonlyMap<string, ByLine> {
    if (this.#wordings?.library === library) return this.#wordings.questions;
    const questions = new Map<string, Map<number, Question>>();
    for (const question of library.questions) {
      const { pack, file: path, startLine } = question.source;
      const wording = wordingOf({ pack, path }, question.title);
      const others = questions.get(wording);
      if (others) others.set(startLine, question);
      else questions.set(wording, new Map([[startLine, question]]));
    }
    this.#wordings = { library, questions };
    return questions;
  }

  /** The question that a line belongs to, whether in its heading or its answer. */
  questionAt({ draft }: PackDocument, line: number): DraftQuestion | undefined {
    return questionsOf(draft).find(
      ({ source }) => source.startLine <= line && line < source.endLine,
    );
  }
}

function wordingOf({ pack = '', path }: FileName, title: string): string {
  return `${pack}\n${path}\n${title}`;
}

/** A line's range of columns. */
export function lineRange(line: number, [start, end]: readonly [number, number]): vscode.Range {
  return new vscode.Range(line, start, line, end);
}
