import * as vscode from 'vscode';

/** A panel without a window: records what the extension loads into it and sends to its page. */
export class FakePage {
  readonly posted: unknown[] = [];
  readonly panel: vscode.WebviewPanel;
  readonly #messages = new vscode.EventEmitter<unknown>();
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly #changed = new vscode.EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>();

  constructor(viewType: string) {
    const webview: vscode.Webview = {
      options: {},
      html: '',
      cspSource: 'https://styles.invalid',
      asWebviewUri: uri => uri.with({ scheme: 'https', authority: 'files.invalid' }),
      onDidReceiveMessage: this.#messages.event,
      postMessage: message => {
        this.posted.push(message);
        return Promise.resolve(true);
      },
    };
    this.panel = {
      viewType,
      title: '',
      webview,
      options: {},
      viewColumn: vscode.ViewColumn.One,
      active: true,
      visible: true,
      onDidDispose: this.#disposed.event,
      onDidChangeViewState: this.#changed.event,
      reveal: () => undefined,
      dispose: () => this.#disposed.fire(),
    };
  }

  /** What the page's script would do by `postMessage`. */
  send(message: unknown): void {
    this.#messages.fire(message);
  }

  /** Another tab comes in front of it. */
  hide(): void {
    Object.assign(this.panel, { visible: false, active: false });
    this.#changed.fire({ webviewPanel: this.panel });
  }

  /** The last message of this type that was sent to the page. */
  last(type: string): Readonly<Record<string, unknown>> | undefined {
    return (this.posted as Readonly<Record<string, unknown>>[]).findLast(
      each => each.type === type,
    );
  }
}
