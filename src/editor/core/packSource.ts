/** The packs that are not built in, as the questions ask for them: `packs/` reads them. */
import type * as vscode from 'vscode';
import type { FileDraft } from '../../study/pack/file';
import type { FileHistory } from '../../study/pack/renames';
import type { Collection, Problem, QuestionId, SourceRange } from '../../study/question';

/** What changed of the questions. */
export interface LibraryChange {
  /** The former ids of reworded questions, with the ids they have now. */
  readonly renamed: ReadonlyMap<QuestionId, QuestionId>;
}

/** What the person should know of packs that are not read, or not as a whole. */
export interface Notice {
  /** The same while it tells the same. */
  readonly id: string;
  readonly label: string;
  /** What was kept and what to do next. */
  readonly detail: string;
  readonly icon: 'shield' | 'warning' | 'error';
  /** What a click does. */
  readonly command: vscode.Command;
}

/** A file of a pack as it was read last. */
export interface PackText {
  /** Empty where the file is too large to be read. */
  readonly text: string;
  readonly draft: FileDraft;
  /** The file as it was earlier in this session, so that reworded questions are recognised. */
  readonly history: FileHistory;
}

export interface PackSource {
  readonly onDidChange: vscode.Event<LibraryChange>;
  /** Fires after a change, where there are `reworded` questions. */
  readonly onDidReword: vscode.Event<void>;
  /** The collections of all packs in their order; empty until the first reading is done. */
  readonly collections: readonly Collection[];
  readonly notices: readonly Notice[];
  /** What is wrong with the files, by the URI of each; the ids of other files are taken into account. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** Resolves when all that has changed so far is read. Never rejects. */
  settled(): Promise<void>;
  /** Looks for unannounced changes, as on a network drive; resolves when they are read. */
  refresh(): Promise<void>;
  /** The file that a question stands in, as it was read last. */
  file(source: Pick<SourceRange, 'pack' | 'file'>): PackText | undefined;
  /** The questions that were called something else when they were read before. */
  readonly reworded: Iterable<{
    readonly id: QuestionId;
    readonly title: string;
    readonly former: readonly { readonly id: QuestionId; readonly title: string }[];
    readonly pack: string;
    readonly file: string;
  }>;
  /** Forgets what these questions were called. Never rejects. */
  forgetFormer(ids: ReadonlySet<QuestionId>): Promise<void>;
  /** How many questions a file has that is a list and no pack; `undefined` where it is none. */
  listAt(uri: vscode.Uri): number | undefined;
  /** The file of a pack that has this URI. */
  fileAt(uri: vscode.Uri): PackText | undefined;
  dispose(): void;
}
