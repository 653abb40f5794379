/** "Search questions": a quick pick over question, hint and answer. */
import * as vscode from 'vscode';
import type { SearchEntry, SearchHit } from '../../study/search';
import type { Question, QuestionId } from '../../study/question';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { log, report } from '../base/log';
import { shownItems, type PickItem } from '../base/picks';
import { plainText } from '../base/plainText';
import type { QuestionOpener } from '../core/questionOpener';
import type { Study } from '../core/study';

/** Maximum number of rows: more help nobody and slow down the quick pick. */
const mostResults = 100;

/** Number of answers read at a time. */
const chunk = 200;

interface QuestionItem extends PickItem {
  readonly id: QuestionId;
}

/** The services the search uses. */
interface SearchParts {
  readonly study: Study;
  readonly questionOpener: QuestionOpener;
}

/** The handler of the search. */
export function searchCommands({
  study,
  questionOpener,
}: SearchParts): Handlers<typeof commands.search> {
  return { [commands.search]: () => searchQuestions(study, questionOpener) };
}

/** Opens the search and then the chosen question. */
async function searchQuestions(study: Study, panel: QuestionOpener): Promise<void> {
  const pick = vscode.window.createQuickPick<QuestionItem>();
  // The rows are ranked; VS Code would sort them by label. `sortByLabel` works since 1.44.
  (pick as { sortByLabel?: boolean }).sortByLabel = false;
  pick.placeholder = vscode.l10n.t('Search in questions, hints and answers');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const toSide: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('split-horizontal'),
    tooltip: vscode.l10n.t('Open to the Side'),
  };
  const bookmark = (set: boolean): vscode.QuickInputButton => ({
    iconPath: new vscode.ThemeIcon(set ? 'bookmark' : 'add'),
    tooltip: set ? vscode.l10n.t('Remove Bookmark') : vscode.l10n.t('Add Bookmark'),
  });
  const itemOf = ({ id, where, snippet }: Partial<SearchHit> & Pick<SearchHit, 'id'>) => {
    const place = study.questions.library.place(id);
    const question = study.questions.question(id);
    if (!place || !question) return [];
    const item: QuestionItem = {
      id,
      icon: study.has(id, 'mastered') ? 'pass-filled' : undefined,
      label: plainText(question.title),
      description: place.category.title,
      detail:
        where === 'note'
          ? vscode.l10n.t('Note: {0}', snippet ?? '')
          : (snippet ?? plainText(question.hint ?? '')),
      alwaysShow: true,
      buttons: [bookmark(study.has(id, 'bookmarked')), toSide],
    };
    return [item];
  };
  let subscription: vscode.Disposable | undefined;
  pick.busy = true;
  pick.show();
  let closed = false;
  const finished = new Promise<void>(resolve =>
    pick.onDidHide(() => {
      closed = true;
      resolve();
    }),
  );
  try {
    const [{ createSearch, prepareSearch }, { Slices }] = await Promise.all([
      import('../../study/search'),
      import('../base/slices'),
      study.store.open(),
    ]);
    let questions = study.questions.library.questions;
    const nothing = createSearch([]);
    let search = nothing;
    let turn = 0;
    const update = async () => {
      const mine = ++turn;
      const hits =
        pick.value.trim() === ''
          ? questions.slice(0, mostResults).map(({ id }) => ({ id }))
          : await new Slices().run(
              search.inSteps(pick.value, mostResults),
              () => mine !== turn || closed,
            );
      if (hits && mine === turn && !closed) pick.items = shownItems(hits.flatMap(itemOf));
    };
    /** Searches titles and hints immediately, and answers as they are read; typing has priority. */
    const prepare = async () => {
      const all = study.questions.library.questions;
      questions = all;
      search = nothing;
      const slices = new Slices();
      // The result is obsolete if the packs change or the person has chosen.
      const isUseless = () => questions !== all || closed;
      const use = async (entries: readonly SearchEntry[]) => {
        const made = await slices.run(prepareSearch(entries), isUseless);
        if (made === undefined) return;
        const first = search === nothing;
        search = made;
        // Without a text the rows and the selected one stay as they are.
        if (first || pick.value.trim() !== '') await update();
      };
      const entries: SearchEntry[] = all.map(({ id, title, hint }) => ({
        id,
        title,
        hint: hint ?? '',
        body: '',
        note: study.note(id),
      }));
      await use(entries);
      const bodies: string[] = [];
      for (let at = 0; at < all.length && !isUseless(); at += chunk) {
        bodies.push(...(await Promise.all(all.slice(at, at + chunk).map(readBody))));
        await slices.pause();
      }
      if (isUseless()) return;
      await use(entries.map((entry, i) => ({ ...entry, body: bodies[i] ?? '' })));
      if (!isUseless()) pick.busy = false;
    };
    const readBody = (question: Question) =>
      study.questions.body(question).catch((error: unknown) => {
        log().warn(String(error));
        return '';
      });
    subscription = study.questions.onDidChange(() => prepare().catch(report));
    pick.onDidChangeValue(() => update().catch(report));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      pick.hide();
      if (chosen) void panel.show(chosen.id);
    });
    pick.onDidTriggerItemButton(async ({ item, button }) => {
      if (button === toSide) {
        pick.hide();
        await panel.show(item.id, { toSide: true });
        return;
      }
      const set = !study.has(item.id, 'bookmarked');
      const title = plainText(study.questions.question(item.id)?.title ?? '');
      const label = set
        ? vscode.l10n.t('Bookmarked “{0}”', title)
        : vscode.l10n.t('Bookmark removed from “{0}”', title);
      await study.mark([item.id], 'bookmarked', set, label);
      await update();
    });
    await prepare();
    await finished;
  } finally {
    subscription?.dispose();
    pick.dispose();
  }
}
