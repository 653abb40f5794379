/** Completion of section headings, question links and ids. */
import * as vscode from 'vscode';
import { completionPlace, isInCode } from '../../study/pack/complete';
import { questionsOf } from '../../study/pack/file';
import { exerciseKinds } from '../../study/exercise/exercise';
import { exerciseSkeleton } from '../../study/pack/fixes';
import { exerciseMarks, exerciseTitle, sectionTitles } from '../../study/pack/sections';
import { slug } from '../../study/slug';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import type { PackDocument, PackDocuments } from './documents';

/** The characters that trigger completion. */
export const triggers = ['#', ' '];

/** Maximum number of suggestions; typing more narrows them. */
const mostItems = 200;

export class PackCompletion implements vscode.CompletionItemProvider {
  readonly #study: Study;
  readonly #documents: PackDocuments;

  constructor(study: Study, documents: PackDocuments) {
    this.#study = study;
    this.#documents = documents;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    const place = completionPlace(document.lineAt(position).text.slice(0, position.character));
    if (!place) return undefined;
    const pack = await this.#documents.get(document);
    if (!pack || isInCode(pack.lines, position.line)) return undefined;
    const range = new vscode.Range(position.line, place.start, position.line, position.character);
    switch (place.kind) {
      case 'section':
        return new vscode.CompletionList(this.#sections(pack, range));
      case 'link':
        return this.#questions(document.getText(range), range);
      case 'id':
        return new vscode.CompletionList(this.#ownId(pack, range));
      case 'exercise-kind':
        return new vscode.CompletionList(words(exerciseKinds, range));
      case 'exercise-mark': {
        const sections = this.#documents.questionAt(pack, position.line)?.sections ?? [];
        const section = sections.findLast(({ line }) => line < position.line);
        const isThere = section && exerciseTitle(section.title) !== undefined;
        return isThere ? new vscode.CompletionList(words(exerciseMarks, range)) : undefined;
      }
    }
  }

  /** The sections missing in the answer, in order. */
  #sections(pack: PackDocument, range: vscode.Range): vscode.CompletionItem[] {
    const question = this.#documents.questionAt(pack, range.start.line);
    const others = question?.sections.filter(({ line }) => line !== range.start.line) ?? [];
    const items = sectionTitles
      .filter(([kind]) => !others.some(section => section.kind === kind))
      .map(([, title], index) => {
        const item = new vscode.CompletionItem(title, vscode.CompletionItemKind.Module);
        item.sortText = String(index);
        item.range = range;
        return item;
      });
    if (others.some(({ title }) => exerciseTitle(title) !== undefined)) return items;
    const exercise = new vscode.CompletionItem('Exercise', vscode.CompletionItemKind.Snippet);
    exercise.detail = vscode.l10n.t('A task with files, checks, a solution and hints');
    exercise.insertText = new vscode.SnippetString(snippetOf(exerciseSkeleton));
    exercise.sortText = String(sectionTitles.length);
    exercise.range = range;
    return [...items, exercise];
  }

  #questions(typed: string, range: vscode.Range): vscode.CompletionList {
    const { questions } = this.#study.questions.library;
    const wanted = typed.toLowerCase();
    const items: vscode.CompletionItem[] = [];
    for (const { id, title } of questions) {
      if (!id.toLowerCase().includes(wanted)) continue;
      const item = new vscode.CompletionItem(
        { label: id, description: plainText(title) },
        vscode.CompletionItemKind.Reference,
      );
      item.range = range;
      items.push(item);
      if (items.length === mostItems) break;
    }
    return new vscode.CompletionList(items, items.length === mostItems);
  }

  #ownId(pack: PackDocument, range: vscode.Range): vscode.CompletionItem[] {
    const question = this.#documents.questionAt(pack, range.start.line);
    if (!question) return [];
    const started = question.title.lastIndexOf('{#'); // of an id that is being typed
    const isOpen = started >= 0 && !question.title.includes('}', started);
    const title = isOpen ? question.title.slice(0, started) : question.title;
    const { pack: root, path } = pack.name;
    const own = new Set(
      questionsOf(pack.draft).flatMap(other => (other === question ? [] : [other.wishedId])),
    );
    const wanted = slug(title);
    let id = wanted;
    for (let suffix = 2; own.has(id) || this.#study.questions.elsewhere(id, root, path); suffix++) {
      id = `${wanted}-${suffix}`;
    }
    const item = new vscode.CompletionItem(id, vscode.CompletionItemKind.Constant);
    item.range = range;
    const closes = pack.lines[range.end.line]?.charAt(range.end.character) === '}';
    item.insertText = closes ? id : `${id}}`;
    return [item];
  }
}

function words(all: readonly string[], range: vscode.Range): vscode.CompletionItem[] {
  return all.map((word, index) => {
    const item = new vscode.CompletionItem(word, vscode.CompletionItemKind.EnumMember);
    item.sortText = String(index);
    item.range = range;
    return item;
  });
}

/** Turns a template into a snippet with a tab stop for each part to fill in, in order. */
function snippetOf(text: string): string {
  let stop = 0;
  return text.replace(/[\\$}]/g, '\\$&').replace(/repair|15|…/g, word => {
    stop++;
    return word === 'repair' ? `\${${stop}|${exerciseKinds.join(',')}|}` : `\${${stop}:${word}}`;
  });
}
