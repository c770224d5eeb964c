// Renders build/icon.svg with Chromium: `node build/render-icons.mjs`, after a change of the drawing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { icnsOf, icoOf } from './packaging/icon-files.ts';
import { project } from './paths.mjs';

const sizes = [16, 32, 48, 64, 128, 256, 512, 1024]; // Linux wants each; macOS and Windows want files of several
const debian = '/usr/bin/chromium';
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(debian) ? debian : undefined);

const drawing = readFileSync(project('build/icon.svg'), 'utf8');
mkdirSync(project('build/icons'), { recursive: true });
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage();
const pictures = [];
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>* { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${drawing}`,
  );
  const file = size === 1024 ? 'icon.png' : `icons/${size}x${size}.png`;
  const png = await page.screenshot({ path: project(`build/${file}`), omitBackground: true });
  pictures.push({ size, png });
}
await browser.close();
writeFileSync(project('build/icon.ico'), icoOf(pictures.filter(({ size }) => size <= 256)));
writeFileSync(project('build/icon.icns'), icnsOf(pictures));
