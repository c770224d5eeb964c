import { expect, it } from 'vitest';
import { htmlReport, type Report } from './html-report.ts';

const png = 'data:image/png;base64,iVBORw0KGgo=';
const digest = '0123456789abcdef'.repeat(4);
const report: Report = {
  title: 'L2 <on> "spirals" & more',
  findings: ['Lowest at L2 < 1e-3.'],
  figures: [{ title: 'Gap', note: 'n = 5', png }],
  tables: [
    {
      title: 'Cells',
      columns: ['l2', 'note'],
      rows: [
        [0.1 + 0.2, '<script>alert(1)</script>'],
        [NaN, null],
        [-1.2345678e-5, digest],
      ],
    },
  ],
  configs: [{ title: 'Config', config: { name: '</pre><b>' } }],
  repeat: ['lambdascope sweep --grid a=1,2'],
  origin: 'Lambdascope 1.2.3',
};

it('is a single page that fetches and runs nothing', () => {
  const html = htmlReport(report);
  expect(html).toContain(`default-src 'none'; img-src data:; style-src 'unsafe-inline'`);
  expect(html.match(/(src|href)="(?!data:)/g)).toBeNull();
  expect(html).not.toMatch(/<script|<b>|url\(/);
  expect(html).toContain('<h1>L2 &lt;on&gt; &quot;spirals&quot; &amp; more</h1>');
  expect(html).toContain(
    `<figure><h2>Gap</h2><img src="${png}" alt="Gap"><figcaption>n = 5</figcaption></figure>`,
  );
});

it('shortens displayed numbers, keeps them in full, and shows NaN', () => {
  const html = htmlReport(report);
  expect(html).toContain('<td class="number" title="0.30000000000000004">0.3</td>');
  expect(html).toContain('<td class="number" title="NaN">NaN</td><td></td>');
  expect(html).toContain('<th scope="col" class="number">l2</th><th scope="col">note</th>');
  expect(html).toContain('title="-0.000012345678">−1.2346e-5<');
  expect(html).toContain(`title="${digest}">0123456789ab…<`);
});

it.each(['data:text/html;base64,AAAA', 'https://example.com/a.png', `${png}" onerror="x`])(
  'refuses the picture %s',
  (bad) => {
    expect(() => htmlReport({ ...report, figures: [{ title: 'Gap', png: bad }] })).toThrow(
      'the picture of "Gap" is not a PNG data URL',
    );
  },
);

it('omits empty parts', () => {
  const html = htmlReport({ ...report, findings: [], figures: [], tables: [], configs: [], repeat: [] });
  expect(html).not.toContain('<h2>');
});

it('writes configs as JSON that reads back, with short parts on one line', () => {
  const config = {
    name: 'a  b\n c',
    seeds: [0, 1],
    layers: Array.from({ length: 5 }, (_, units) => ({ kind: 'dense', units })),
  };
  const html = htmlReport({ ...report, configs: [{ title: 'Config', config }] });
  const text = /<h2>Config<\/h2>\n<pre>([^]*?)<\/pre>/.exec(html)![1]!.replaceAll('&quot;', '"');
  expect(JSON.parse(text)).toEqual(config);
  expect(text.split('\n')).toHaveLength(11);
  expect(text).toContain('  "seeds": [ 0, 1 ],\n');
});
