// Renders build/icon.svg with Chromium: run `node build/render-icons.mjs` after changing the drawing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { icnsOf, icoOf } from './packaging/icon-files.ts';
import { project } from './paths.mjs';

const sizes = [16, 32, 48, 64, 128, 256, 512, 1024]; // Linux wants each size; macOS and Windows want files with several
const debian = '/usr/bin/chromium';
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(debian) ? debian : undefined);

const drawing = readFileSync(project('build/icon.svg'), 'utf8');
// On macOS tiles leave more room: they cover 824 of 1024 pixels (Apple's icon grid), not 896.
const macDrawing = drawing.replace('viewBox="0 0 1024 1024"', 'viewBox="-44 -44 1112 1112"');

mkdirSync(project('build/icons'), { recursive: true });
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage();
const pictures = await render(drawing);
for (const { size, png } of pictures)
  writeFileSync(project(`build/${size === 1024 ? 'icon.png' : `icons/${size}x${size}.png`}`), png);
writeFileSync(project('build/icon.ico'), icoOf(pictures.filter(({ size }) => size <= 256)));
writeFileSync(project('build/icon.icns'), icnsOf(await render(macDrawing)));
await browser.close();

async function render(svg) {
  const rendered = [];
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>* { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
    );
    rendered.push({ size, png: await page.screenshot({ omitBackground: true }) });
  }
  return rendered;
}
