/** VS Code's four kinds of theme, and axe's findings in a panel's page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import type { Workbench } from './workbench';

export const themes = {
  light: { theme: 'Default Light Modern', window: 'vs', page: 'vscode-light' },
  dark: { theme: 'Default Dark Modern', window: 'vs-dark', page: 'vscode-dark' },
  'high-contrast dark': {
    theme: 'Default High Contrast',
    window: 'hc-black',
    page: 'vscode-high-contrast:not(.vscode-high-contrast-light)',
  },
  'high-contrast light': {
    theme: 'Default High Contrast Light',
    window: 'hc-light',
    page: 'vscode-high-contrast-light',
  },
} as const;
export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as ThemeName[];

/** Changes the theme and waits until the window has it. */
export async function setWindowTheme(workbench: Workbench, name: ThemeName): Promise<void> {
  const { theme, window } = themes[name];
  workbench.changeSettings({ 'workbench.colorTheme': theme });
  await workbench.page.locator(`.monaco-workbench.${window}`).waitFor();
  await faded(workbench.page);
}

/** Changes the theme and waits until window and panel have it. */
export async function setTheme(workbench: Workbench, name: ThemeName): Promise<void> {
  await setWindowTheme(workbench, name);
  const panel = await workbench.panel();
  await panel.locator(`body.${themes[name].page}`).waitFor();
  await faded(panel);
}

/** Waits until color transitions have ended. */
export function faded(shown: Page | Frame): Promise<unknown> {
  return shown.evaluate(async () => {
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const endless = (animation: Animation) =>
      animation.effect?.getComputedTiming().endTime === Infinity;
    const ending = document.getAnimations().filter(animation => !endless(animation));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** A finding of axe: the rule, and the element. */
export async function axeViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(
    readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8'),
  );
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}
