/** The language models this editor offers, and the person's choice of one. */
import * as vscode from 'vscode';
import { readSetting } from '../base/configuration';
import { HumanError, log } from '../base/log';
import { showQuickPick } from '../base/picks';
import { settings, settingsPrefix } from '../base/settings';

/** A model gave no reply: the reason, and a remedy if there is one. */
export class ModelError extends HumanError {
  constructor(
    message: string,
    /** `findModel` to install a provider, `chooseModel` to try another model. */
    readonly remedy?: 'findModel' | 'chooseModel',
  ) {
    super(message);
  }
}

/**
 * Whether this editor supports language models: forks of VS Code lack the API or leave it empty.
 */
export function hasModelApi(): boolean {
  const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
  return typeof lm?.selectChatModels === 'function';
}

/**
 * Gives the model to ask: the one chosen before, the only one available, or the one the person
 * chooses now. Call it only when the person has asked for something that needs a model.
 *
 * @throws ModelError when there is none
 * @throws vscode.CancellationError when the person chooses none
 */
export async function findModel(): Promise<vscode.LanguageModelChat> {
  const models = await availableModels();
  const known = rememberedModel(models);
  if (known) return known;
  return models.length === 1 && models[0] ? models[0] : pickModel(models);
}

/** Lets the person choose a model, and remembers it. Throws like `findModel`. */
export async function chooseModel(): Promise<vscode.LanguageModelChat> {
  return pickModel(await availableModels());
}

/** Does what may help after a `ModelError`. Throws like `findModel`. */
export async function takeRemedy(remedy: NonNullable<ModelError['remedy']>): Promise<void> {
  if (remedy === 'chooseModel') {
    await chooseModel();
    return;
  }
  await vscode.commands.executeCommand(
    'workbench.extensions.search',
    'language model chat provider',
  );
}

async function availableModels(): Promise<readonly vscode.LanguageModelChat[]> {
  const models = hasModelApi() ? await vscode.lm.selectChatModels() : [];
  if (models.length === 0) {
    throw new ModelError(
      vscode.l10n.t(
        'No language model is available in this editor. Install an extension that provides one, such as GitHub Copilot Chat, sign in there, and try again. Everything else works without a model.',
      ),
      'findModel',
    );
  }
  // Providers may offer one model twice, for two kinds of chat.
  return [...new Map(models.map(model => [modelId(model), model])).values()];
}

/** The setting's value: stable across sessions, and readable. */
function modelId(model: vscode.LanguageModelChat): string {
  return `${model.vendor}/${model.id}`;
}

/** The latest choice: writing the setting and reading it back takes time. */
let justChosen: string | undefined;

function rememberedModel(
  models: readonly vscode.LanguageModelChat[],
): vscode.LanguageModelChat | undefined {
  const id = justChosen ?? readSetting(settings.model);
  return models.find(model => modelId(model) === id);
}

async function pickModel(
  models: readonly vscode.LanguageModelChat[],
): Promise<vscode.LanguageModelChat> {
  const remembered = rememberedModel(models);
  const chosen = await showQuickPick(
    models.map(model => ({
      icon: model === remembered ? 'check' : undefined,
      label: model.name || model.id,
      description: model.vendor,
      detail: vscode.l10n.t('{0}, reads up to {1} tokens', model.family, model.maxInputTokens),
      model,
    })),
    {
      title: vscode.l10n.t('Which model should be the interviewer?'),
      placeHolder: vscode.l10n.t('Your choice is remembered; the same command changes it'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (!chosen) throw new vscode.CancellationError();
  const id = (justChosen = modelId(chosen.model));
  try {
    await vscode.workspace
      .getConfiguration(settingsPrefix)
      .update(settings.model.name, id, vscode.ConfigurationTarget.Global);
  } catch (error) {
    // The user settings may not be writable: the choice then lasts for this session.
    log().warn(`The chosen model could not be written to the settings: ${String(error)}`);
    return chosen.model;
  }
  if (justChosen === id) justChosen = undefined;
  return chosen.model;
}

/**
 * The error to show when asking `model` failed. A cancellation is passed on; other errors from VS
 * Code or the model's extension are explained, with what to do next.
 */
export function explainFailure(error: unknown, model: vscode.LanguageModelChat): Error {
  if (error instanceof vscode.CancellationError || error instanceof ModelError) return error;
  const name = model.name || model.id;
  const said = saidBy(error);
  switch (codeOf(error)) {
    case 'NoPermissions':
      return new ModelError(
        vscode.l10n.t(
          'You have not allowed Django Interview Study to use {0}, so nothing was sent. To allow it, try again, or use “Manage Language Model Access…” in the command palette.',
          name,
        ),
        'chooseModel',
      );
    case 'Blocked':
      return new ModelError(
        vscode.l10n.t(
          '{0} declined this request: your quota may be used up, or a filter stopped it. It says: {1}. Your answer is kept; try again later or with another model.',
          name,
          said,
        ),
        'chooseModel',
      );
    case 'NotFound':
      return new ModelError(
        vscode.l10n.t(
          '{0} is no longer available. Choose another model; your answer is kept.',
          name,
        ),
        'chooseModel',
      );
    case undefined:
    default:
      return new ModelError(
        vscode.l10n.t(
          '{0} could not answer. Its extension says: {1}. Your answer is kept. Check your connection and your account there, then try again.',
          name,
          said,
        ),
        'chooseModel',
      );
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The error message of another extension: one line, limited in length. */
function saidBy(error: unknown): string {
  const cause = (error as { cause?: unknown } | undefined)?.cause;
  const message = (each: unknown) => (each instanceof Error ? each.message : '');
  const text = message(error) || message(cause) || vscode.l10n.t('nothing');
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 300);
}
