/** The interface to packs that are not built in; implemented in `packs/`. */
import type * as vscode from 'vscode';
import type { FileDraft } from '../../study/pack/file';
import type { FileHistory } from '../../study/pack/renames';
import type { Collection, Problem, QuestionId, SourceRange } from '../../study/question';

/** A change to the questions. */
export interface LibraryChange {
  /** The old ids of reworded questions, with their new ids. */
  readonly renamed: ReadonlyMap<QuestionId, QuestionId>;
}

/** A notice about packs that are not read, or only in part. */
export interface Notice {
  /** Stable while the notice says the same. */
  readonly id: string;
  readonly label: string;
  /** What was kept and what to do next. */
  readonly detail: string;
  readonly icon: 'shield' | 'warning' | 'error';
  /** The command run on click. */
  readonly command: vscode.Command;
}

/** A file of a pack, as last read. */
export interface PackText {
  /** Empty if the file is too large to be read. */
  readonly text: string;
  readonly draft: FileDraft;
  /** The file as it was earlier in this session, to recognise reworded questions. */
  readonly history: FileHistory;
}

export interface PackSource {
  readonly onDidChange: vscode.Event<LibraryChange>;
  /** Fires after a change, including `reworded` questions if any. */
  readonly onDidReword: vscode.Event<void>;
  /** The collections of all packs in order; empty until the first reading is done. */
  readonly collections: readonly Collection[];
  readonly notices: readonly Notice[];
  /** The files' problems, by URI; ids used in other files are taken into account. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** Resolves when all changes so far are read. Never rejects. */
  settled(): Promise<void>;
  /** Checks for changes without events, as on a network drive; resolves when they are read. */
  refresh(): Promise<void>;
  /** The file that contains a question, as last read. */
  file(source: Pick<SourceRange, 'pack' | 'file'>): PackText | undefined;
  /** The questions that had another id when last read. */
  readonly reworded: Iterable<{
    readonly id: QuestionId;
    readonly title: string;
    readonly former: readonly { readonly id: QuestionId; readonly title: string }[];
    readonly pack: string;
    readonly file: string;
  }>;
  /** Forgets the old ids of these questions. Never rejects. */
  forgetFormer(ids: ReadonlySet<QuestionId>): Promise<void>;
  /** The number of questions in a file that is a list rather than a pack; `undefined` otherwise. */
  listAt(uri: vscode.Uri): number | undefined;
  /** The pack file with this URI. */
  fileAt(uri: vscode.Uri): PackText | undefined;
  dispose(): void;
}
