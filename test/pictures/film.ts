/**
 * Pictures and films of the window for README: PNG with a palette, small enough to download. A film
 * is an animated PNG, in which a pointer and the names of keys show what a person does.
 */
import * as fs from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import UPNG from 'upng-js';

/** In CSS pixels of the window. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes a picture of the window, or of a part of it, into README's folder. */
export async function takePicture(page: Page, name: string, clip?: Part): Promise<void> {
  const film = new Film(page, clip);
  await film.hold(1);
  film.save(name);
}

/** Films the window frame by frame: time passes only in the film, by its own rules. */
export class Film {
  private readonly frames: ArrayBuffer[] = [];
  private readonly delays: number[] = [];
  private size = { width: 0, height: 0 };
  private pointer = { x: 0, y: 0 };

  /** @param clip the part of the window to film; all of it by default */
  constructor(
    private readonly page: Page,
    private readonly clip?: Part,
  ) {}

  /** Shows the pointer at a place in the window. */
  async showPointer(x: number, y: number): Promise<void> {
    await this.page.evaluate(() => {
      const style = 'position:fixed;left:0;top:0;z-index:1000000;pointer-events:none;';
      const pointer = document.createElement('div');
      pointer.id = 'film-pointer';
      pointer.style.cssText = style;
      pointer.append(arrow());
      const key = document.createElement('kbd');
      key.id = 'film-key';
      key.style.cssText = `${style}left:auto;top:auto;right:28px;bottom:96px;padding:8px 18px;border-radius:8px;font:600 22px system-ui;background:#f2f2f2;color:#1f1f1f;border:1px solid #8a8a8a;border-bottom-width:4px;visibility:hidden`;
      document.body.append(pointer, key);

      function arrow() {
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        svg.setAttribute('width', '22');
        svg.setAttribute('height', '26');
        const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        path.setAttribute('d', 'M1 1v19l5-4.5 3.5 8 3.5-1.5-3.5-8h7z');
        path.setAttribute('fill', '#fff');
        path.setAttribute('stroke', '#111');
        path.setAttribute('stroke-width', '1.5');
        svg.append(path);
        return svg;
      }
    });
    await this.place(x, y);
  }

  /** Moves the pointer to an element, and clicks it. */
  async click(target: Locator): Promise<void> {
    await this.moveTo(target);
    await this.hold(300);
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  /** Moves the pointer to an element: its middle, or its start if it is long, as titles are. */
  async moveTo(target: Locator): Promise<void> {
    const box = (await target.boundingBox())!;
    const [from, to] = [
      this.pointer,
      { x: box.x + Math.min(box.width / 2, 40), y: box.y + box.height / 2 },
    ];
    const steps = 6;
    for (let step = 1; step <= steps; step++) {
      const share = (1 - Math.cos((Math.PI * step) / steps)) / 2;
      await this.place(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
      await this.hold(50);
    }
  }

  /** Presses a key and shows its name for a moment. */
  async press(key: string, name: string): Promise<void> {
    const caption = this.page.locator('#film-key');
    await caption.evaluate((element, text) => {
      element.textContent = text;
      (element as HTMLElement).style.visibility = 'visible';
    }, name);
    await this.hold(700);
    await this.page.keyboard.press(key);
    await caption.evaluate(element => ((element as HTMLElement).style.visibility = 'hidden'));
  }

  /** Shows the window as it is for this many milliseconds. */
  async hold(milliseconds: number): Promise<void> {
    const png = await this.page.screenshot(this.clip === undefined ? {} : { clip: this.clip });
    const image = UPNG.decode(new Uint8Array(png).buffer);
    this.size = image;
    const [frame] = UPNG.toRGBA8(image);
    const last = this.frames.at(-1);
    if (last && Buffer.from(last).equals(Buffer.from(frame!))) {
      this.delays[this.delays.length - 1]! += milliseconds;
      return;
    }
    this.frames.push(frame!);
    this.delays.push(milliseconds);
  }

  /** Writes the film into README's folder. */
  save(name: string): void {
    const { width, height } = this.size;
    const file = UPNG.encode(this.frames, width, height, 256, this.delays);
    fs.mkdirSync('media/readme', { recursive: true });
    fs.writeFileSync(`media/readme/${name}.png`, Buffer.from(file));
  }

  private async place(x: number, y: number): Promise<void> {
    this.pointer = { x, y };
    await this.page.mouse.move(x, y);
    await this.page
      .locator('#film-pointer')
      .evaluate(
        (element, at) =>
          ((element as HTMLElement).style.transform = `translate(${at.x}px,${at.y}px)`),
        { x, y },
      );
  }
}
