/** "Study this question · 2 reviews, due in 3 days" above a pack's questions; hovers. */
import * as vscode from 'vscode';
import { escapeLines } from '../../study/markdown/inert';
import { questionsOf } from '../../study/pack/file';
import { titleRange } from '../../study/pack/diagnose';
import type { Question } from '../../study/question';
import { commands } from '../base/ids';
import type { Study } from '../core/study';
import { lineRange, type PackDocuments } from './documents';
import { progressLines } from './progressText';

class QuestionLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly question: Question,
  ) {
    super(range);
  }
}

export class PackLenses
  implements vscode.CodeLensProvider<QuestionLens>, vscode.HoverProvider, vscode.Disposable
{
  readonly #study: Study;
  readonly #documents: PackDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(study: Study, documents: PackDocuments) {
    this.#study = study;
    this.#documents = documents;
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(() => this.#changed.fire()),
      study.questions.onDidChange(() => this.#changed.fire()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<QuestionLens[]> {
    const pack = await this.#documents.get(document);
    if (!pack) return [];
    return questionsOf(pack.draft).flatMap(draft => {
      const question = this.#documents.studied(pack, draft);
      if (!question) return [];
      return [new QuestionLens(lineRange(draft.source.startLine, draft.columns), question)];
    });
  }

  /** Called only for visible lenses: the schedule of thousands is not computed. */
  async resolveCodeLens(lens: QuestionLens): Promise<QuestionLens> {
    const [progress] = await progressLines(this.#study, lens.question.id);
    lens.command = {
      command: commands.open,
      title: [vscode.l10n.t('Study this question'), progress]
        .filter(text => text !== undefined)
        .join(' · '),
      arguments: [lens.question.id],
    };
    return lens;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const pack = await this.#documents.get(document);
    if (!pack) return undefined;
    const draft = this.#documents.questionAt(pack, position.line);
    if (draft?.source.startLine !== position.line) return undefined;
    const question = this.#documents.studied(pack, draft);
    const lines = question
      ? await progressLines(this.#study, question.id)
      : [vscode.l10n.t('Save the file to study this question.')];
    const texts = [
      ...(lines.length > 0 ? lines : [vscode.l10n.t('Not studied yet.')]),
      ...(question ? [vscode.l10n.t('Id: {0}', question.id)] : []),
    ];
    const text = new vscode.MarkdownString(escapeLines(texts.join('\n')));
    const { columns = [0, 0] } = titleRange(draft);
    return new vscode.Hover(text, lineRange(position.line, columns));
  }
}
