// SPDX-License-Identifier: Apache-2.0
'use strict';

// Creates an element. Strings become text nodes, so that their content is never parsed as HTML.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function draw(name, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function count(value) { return value.toLocaleString('en-US', {maximumFractionDigits: value < 100 ? 1 : 0}); }
function time(ms) {
  if (ms >= 1000) return (ms / 1000).toLocaleString('en-US', {maximumSignificantDigits: 4}) + ' s';
  if (ms >= 1 || ms === 0) return ms.toLocaleString('en-US', {maximumSignificantDigits: 3}) + ' ms';
  return (ms * 1000).toLocaleString('en-US', {maximumSignificantDigits: 3}) + ' µs';
}
function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; ++unit) value /= 1000;
  return value.toLocaleString('en-US', {maximumSignificantDigits: 3}) + ' ' + units[unit];
}
function clock(seconds) {
  const s = Math.round(seconds);
  if (s < 120) return s + ' s';
  const two = (n) => String(n).padStart(2, '0');
  return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` :
                    `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

// Returns about `wanted` round numbers from 0 to `top`.
function ticks(top, wanted) {
  const rough = top / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const out = [];
  for (let i = 0; i * step <= top * 1.0001; ++i) out.push(i * step);
  return out;
}
function clockTicks(top) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];
  const step = steps.find((one) => top / one <= 8) || top / 8;
  const out = [];
  for (let at = 0; at <= top; at += step) out.push(at);
  return out;
}

function table(heads, rows, attributes = {}) {
  const head = make('tr', {}, ...heads.map((text) => make('th', {scope: 'col'}, text)));
  const body = make('tbody', {}, ...rows.map(
      (row) => make('tr', {}, ...row.map((cell) => cell instanceof Node ? cell : make('td', {}, String(cell))))));
  return make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': attributes.label || 'Table'},
              make('table', attributes.class ? {class: attributes.class} : {}, make('thead', {}, head), body));
}

// Returns the data table of a chart. The table is built when it is first opened.
function tableBehind(label, heads, rows) {
  const details = make('details', {}, make('summary', {}, 'Show as table'));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(table(heads, rows(), {label}));
  });
  return details;
}

const kWidth = 640, kHeight = 250, kLeft = 62, kRight = 12, kTop = 10, kBottom = 28;

function frame(title, label, height = kHeight) {
  const svg = draw('svg', {viewBox: `0 0 ${kWidth} ${height}`, role: 'img', 'aria-label': label});
  const figure = make('figure', {}, make('figcaption', {}, title));
  return {svg, figure};
}

function axes(svg, height, xs, ys) {
  for (const [y, text] of ys) {
    svg.append(draw('line', {class: 'grid', x1: kLeft, x2: kWidth - kRight, y1: y, y2: y}));
    svg.append(draw('text', {x: kLeft - 6, y: y + 4, 'text-anchor': 'end'}, text));
  }
  let room = 0;  // end of the last label; labels that would overlap are omitted
  for (const [x, text] of xs) {
    svg.append(draw('line', {class: 'axis', x1: x, x2: x, y1: height - kBottom, y2: height - kBottom + 4}));
    const wide = 3.2 * text.length;  // about half of the label's width
    if (x - wide < room) continue;
    const anchor = x + wide > kWidth ? 'end' : 'middle';
    room = anchor === 'end' ? kWidth : x + wide + 4;
    svg.append(draw('text', {x: anchor === 'end' ? kWidth : x, y: height - kBottom + 17, 'text-anchor': anchor}, text));
  }
  svg.append(draw('line', {class: 'axis', x1: kLeft, x2: kWidth - kRight, y1: height - kBottom, y2: height - kBottom}));
}

function legend(names) {
  const out = make('div', {class: 'legend', 'aria-hidden': 'true'});
  names.forEach((name, i) => {
    const line = draw('svg', {viewBox: '0 0 28 10'});
    line.append(draw('path', {class: 's' + i, d: 'M0 5H28'}));
    out.append(make('span', {}, line, name));
  });
  return out;
}

// Shows the values under the pointer or at the position selected with the arrow keys.
function reading(svg, figure, size, place, text) {
  const line = draw('line', {class: 'cursor', y1: kTop, y2: kHeight - kBottom, visibility: 'hidden'});
  const read = make('div', {class: 'read', 'aria-live': 'polite'});
  let at = -1;
  const show = (index) => {
    at = Math.max(0, Math.min(size - 1, index));
    const x = place(at);
    line.setAttribute('x1', x);
    line.setAttribute('x2', x);
    line.setAttribute('visibility', 'visible');
    read.textContent = text(at);
  };
  svg.append(line);
  svg.setAttribute('tabindex', 0);
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * kWidth;
    let best = 0;
    for (let i = 0; i < size; ++i) if (Math.abs(place(i) - x) < Math.abs(place(best) - x)) best = i;
    show(best);
  });
  svg.addEventListener('keydown', (event) => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!step) return;
    event.preventDefault();
    show(at + step);
  });
  figure.append(read);
}

// Returns 1, 2 and 5 times the powers of ten between two values. For a wide range, returns only the
// powers.
function logTicks(low, high) {
  const out = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; ++power) {
    for (const factor of high / low > 300 ? [1] : [1, 2, 5]) {
      const value = factor * 10 ** power;
      if (value >= low && value <= high) out.push(value);
    }
  }
  return out;
}

// Maps values to vertical positions. The scale is linear from 0, or logarithmic if `isLog` is true.
function scale(values, isLog) {
  const tall = kHeight - kTop - kBottom, floor = kHeight - kBottom;
  const top = Math.max(...values) * 1.05 || 1;
  if (!isLog) return {y: (v) => floor - v / top * tall, marks: ticks(top, 5)};
  const low = Math.min(...values.filter((v) => v > 0), top) * .9, span = Math.log(top / low) || 1;
  return {y: (v) => floor - Math.max(0, Math.log(Math.max(v, 1e-9) / low)) / span * tall, marks: logTicks(low, top)};
}

// Marks the stages with dotted lines and their names. Names that would overlap are omitted.
function stages(svg, series, x) {
  let room = kLeft;
  series.forEach((row, i) => {
    if (i > 0 && row[11] === series[i - 1][11]) return;
    const at = i > 0 ? x(series[i - 1][0]) : kLeft;
    if (i > 0) svg.append(draw('line', {class: 'mark', x1: at, x2: at, y1: kTop, y2: kHeight - kBottom}));
    const wide = 6.2 * row[11].length;
    if (at < room || at + wide > kWidth) return;
    svg.append(draw('text', {class: 'stage', x: at + 3, y: kTop + 11}, row[11]));
    room = at + wide + 8;
  });
}

// Draws the bounds of gates as horizontal lines.
function drawLimits(svg, limits, y, format) {
  for (const [name, value] of limits) {
    const at = y(value);
    svg.append(draw('line', {class: 'limit', x1: kLeft, x2: kWidth - kRight, y1: at, y2: at}));
    svg.append(draw('text', {class: 'limit', x: kWidth - kRight, y: at < kTop + 12 ? at + 12 : at - 4, 'text-anchor': 'end'}, `${name} ${format(value)}`));
  }
}

// Returns a chart over time. `lines` are pairs of a name and an index into a row of the series.
// `limits` are pairs of the name of a gate and its bound.
function timeChart(title, series, lines, unit, format, isLog = false, limits = []) {
  const end = series[series.length - 1][0];
  const x = (s) => kLeft + s / end * (kWidth - kLeft - kRight);
  const {y, marks} = scale([...lines.flatMap(([, i]) => series.map((row) => row[i])), ...limits.map(([, value]) => value)], isLog);
  const peaks = lines.map(([name, i]) => `${name} max ${format(Math.max(...series.map((row) => row[i])))}`);
  const {svg, figure} = frame(title, `${title} over ${clock(end)}: ${peaks.join(', ')}`);
  const warm = series.filter((row) => row[10]);
  if (warm.length) {
    const width = x(warm[warm.length - 1][0]) - kLeft;
    svg.append(draw('rect', {class: 'warm', x: kLeft, y: kTop, width, height: kHeight - kTop - kBottom}));
    if (width > 50) svg.append(draw('text', {x: kLeft + 3, y: kTop + 24}, 'warm-up'));
  }
  axes(svg, kHeight, clockTicks(end).map((s) => [x(s), clock(s)]), marks.map((v) => [y(v), format(v)]));
  stages(svg, series, x);
  drawLimits(svg, limits, y, format);
  lines.forEach(([, index], i) => {
    const d = series.map((row, n) => `${n ? 'L' : 'M'}${x(row[0]).toFixed(1)} ${y(row[index]).toFixed(1)}`).join('');
    svg.append(draw('path', {class: 's' + i, d: series.length > 1 ? d : `M${kLeft} ${y(series[0][index])}H${x(end)}`}));
  });
  figure.append(legend(lines.map(([name]) => name + unit)), svg);
  reading(svg, figure, series.length, (i) => x(series[i][0]),
          (i) => `${clock(series[i][0])} ${series[i][11]}: ` +
              lines.map(([name, index]) => `${name} ${format(series[i][index])}`).join(', '));
  figure.append(tableBehind(title, ['second', 'stage', ...lines.map(([name]) => name)],
                            () => series.map((row) => [row[0], row[11], ...lines.map(([, i]) => format(row[i]))])));
  return figure;
}

// Returns a chart of latency by percentile. Each additional nine has the same width on the axis.
function percentileChart(title, curves) {
  const points = curves.flatMap(([, curve]) => curve);
  const most = Math.log10(Math.max(10, ...points.map(([beyond]) => beyond)));
  const x = (beyond) => kLeft + Math.log10(beyond) / most * (kWidth - kLeft - kRight);
  const {y, marks} = scale(points.map(([, ms]) => ms), true);
  const name = (beyond) => beyond >= 1e9 ? '100 %' : Number((100 - 100 / beyond).toPrecision(9)) + ' %';
  const label = curves.map(([text, curve]) => curve.length ? `${text}, longest ${time(curve[curve.length - 1][1])}` : text);
  const {svg, figure} = frame(title, `${title}, both axes logarithmic: ${label.join('; ')}`);
  const xs = [[1, '0 %'], [2, '50 %']];
  for (let nines = 1; nines <= most; ++nines) xs.push([10 ** nines, name(10 ** nines)]);
  axes(svg, kHeight, xs.map(([beyond, text]) => [x(beyond), text]), marks.map((ms) => [y(ms), time(ms)]));
  curves.forEach(([, curve], i) => {
    const d = curve.map(([beyond, ms], n) => `${n ? 'L' : 'M'}${x(beyond).toFixed(1)} ${y(ms).toFixed(1)}`).join('');
    svg.append(draw('path', {class: 's' + i, d}));
  });
  figure.append(legend(curves.map(([text]) => text)), svg);
  const first = curves[0][1];
  reading(svg, figure, first.length, (i) => x(first[i][0]), (i) => `${name(first[i][0])}: ${time(first[i][1])}`);
  figure.append(tableBehind(title, ['percentile', ...curves.map(([text]) => text)], () => first.map(([beyond, ms], i) => [
    name(beyond), time(ms), ...curves.slice(1).map(([, curve]) => curve[i] ? time(curve[i][1]) : '')])));
  return figure;
}

// Returns a chart of the number of requests by time and response time. Darker cells have more
// requests.
function heatMap(title, heat) {
  const {ends, levels, cells} = heat;
  const most = Math.max(...cells.map(([, , n]) => n));
  const wide = (kWidth - kLeft - kRight) / ends.length, tall = (kHeight - kTop - kBottom) / (levels.length - 1);
  const x = (column) => kLeft + column * wide, y = (level) => kHeight - kBottom - level * tall;
  const {svg, figure} = frame(title, `${title}: from ${time(levels[0])} to ${time(levels[levels.length - 1])}`);
  const end = ends[ends.length - 1];
  const levelOf = (ms) => Math.log2(ms / levels[0]) / Math.log2(levels[1] / levels[0]);
  axes(svg, kHeight, clockTicks(end).map((s) => [kLeft + s / end * (kWidth - kLeft - kRight), clock(s)]),
       logTicks(levels[0], levels[levels.length - 1]).map((ms) => [y(levelOf(ms)), time(ms)]));
  for (const [column, level, n] of cells) {
    const rect = draw('rect', {class: 'cell', x: x(column).toFixed(2), y: y(level + 1).toFixed(2),
      width: (wide + .1).toFixed(2), height: (tall + .1).toFixed(2),
      'fill-opacity': (.12 + .88 * Math.log1p(n) / Math.log1p(most)).toFixed(2)});
    svg.append(rect);
  }
  figure.append(make('p', {class: 'note'}, 'Horizontal axis: time. Vertical axis: response time. ' +
      `A stronger color means more requests, from 1 to ${count(most)}.`), svg);
  reading(svg, figure, ends.length, (i) => x(i + .5), (i) => {
    const column = cells.filter(([at]) => at === i);
    if (!column.length) return `${clock(ends[i])}: no request`;
    const fullest = column.reduce((a, b) => b[2] > a[2] ? b : a);
    return `${clock(ends[i])}: most (${count(fullest[2])}) took ${time(levels[fullest[1]])} to ${time(levels[fullest[1] + 1])}`;
  });
  figure.append(tableBehind(title, ['until', 'from', 'to', 'requests'], () => cells.map(
      ([column, level, n]) => [clock(ends[column]), time(levels[level]), time(levels[level + 1]), count(n)])));
  return figure;
}
