const data = JSON.parse(document.getElementById('data').textContent);
const before = data.baseline || null;
const byId = (id) => document.getElementById(id);

const kVerdicts = {pass: ['✓', 'good'], fail: ['✗', 'bad'], invalid: ['?', 'odd']};
function verdictCell(verdict) {
  const [sign, tone] = kVerdicts[verdict] || ['?', 'odd'];
  return make('td', {class: tone}, `${sign} ${verdict}`);
}
const percent = (fraction) => (100 * fraction).toLocaleString('en-US', {maximumSignificantDigits: 3}) + ' %';
const change = (now, then) => then > 0 ? `${now >= then ? '+' : '−'}${Math.abs(100 * (now / then - 1)).toFixed(1)} %` : '';

function showHead() {
  document.title = `${data.name}: ${data.verdict}`;
  byId('title').textContent = data.name || 'Load report';
  const when = data.began ? new Date(data.began * 1000).toISOString().replace('T', ' ').slice(0, 19) + ' UTC, ' : '';
  byId('when').textContent = `${when}${clock(data.elapsed)} measured` +
      (data.warm_up ? ` after ${clock(data.warm_up)} of warm-up` : '') +
      `, ${data.open ? 'open model: arrivals do not wait for the target' : 'closed model: users loop'}`;
  const [sign] = kVerdicts[data.verdict];
  const total = data.total;
  const card = (name, value, note) =>
      make('div', {}, make('dt', {}, name), make('dd', {}, value, ...(note ? [make('small', {}, note)] : [])));
  const then = (key, format) => before ? `baseline: ${format(before.total[key])}` : '';
  byId('verdict').append(
      make('div', {class: 'verdict ' + data.verdict}, make('strong', {}, `${sign} ${data.verdict}`),
           make('p', {}, data.verdict_text)),
      ...data.notes.map((note) => make('p', {class: 'note'}, note)),
      make('dl', {class: 'cards'},
           card('requests', count(total.requests), `${count(total.rate)}/s` + (before ? `, baseline ${count(before.total.rate)}/s` : '')),
           card(`${data.unit} per second`, count(data.achieved_rate),
                (data.open ? `of ${count(data.offered_rate)} offered` : 'closed model') +
                (data.dropped ? `, ${count(data.dropped)} dropped` : '')),
           card('received', bytes(total.received), `${bytes(total.sent)} sent`),
           card('errors', percent(total.error_rate), `${count(total.errors)} requests` + (before ? `; ${then('error_rate', percent)}` : '')),
           ...['p50', 'p95', 'p99', 'max'].map((key) => card(key, time(total[key]), then(key, time)))));
}

function showGates() {
  if (!data.gates.length) {
    byId('gates').append(make('p', {class: 'note'}, 'No gates were set. Set them with --traffic_expect, or assert on the report.'));
    return;
  }
  byId('gates').append(table(['gate', 'verdict', 'measured'], data.gates.map(
      ([gate, verdict, detail]) => [gate, verdictCell(verdict), make('td', {class: 'long'}, detail)]), {class: 'words', label: 'Gates'}));
}

// Returns the gates on a figure of all requests and the whole run, with their bounds.
const kUnits = {ns: 1e-6, us: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6, '/s': 1, '/m': 1 / 60, '/h': 1 / 3600};
function limitsOf(...figures) {
  return data.gates.map(([gate]) => gate.match(/^(\w[\w.]*)([<>]=?)([\d.]+)(\/?\w+)$/))
      .filter((parts) => parts && figures.includes(parts[1]) && kUnits[parts[4]])
      .map(([, figure, sign, value, unit]) => [figure + sign, Number(value) * kUnits[unit]]);
}

function showCharts() {
  const series = data.series;
  if (!series.length || !data.total.requests) {
    byId('charts').append(make('p', {class: 'note'}, 'No requests were measured.'));
    byId('latency').append(make('p', {class: 'note'}, 'No requests were measured.'));
    return;
  }
  byId('charts').append(
      timeChart(data.open ? 'Offered and achieved rate' : 'Achieved rate', series,
                data.open ? [['achieved', 2], ['offered', 1]] : [['achieved', 2]], ` ${data.unit}/s`, count,
                false, limitsOf('achieved_rate')),
      timeChart('Response time', series, [['p50', 6], ['p90', 7], ['p99', 8], ['max', 9]], '', time, true,
                limitsOf('p50', 'p75', 'p90', 'p95', 'p99', 'p99.9', 'max')),
      timeChart('Requests', series, [['requests', 3]], '/s', count, false, limitsOf('request_rate')),
      timeChart('Errors', series, [['errors', 4]], ' (requests/s)', count),
      timeChart('Active users', series, [['users', 5]], '', count),
      ...data.step_series.map(([step, rows]) =>
          timeChart(`Response time of ${step}`, rows, [['p50', 6], ['p90', 7], ['p99', 8], ['max', 9]], '', time, true)));
  const curves = [['response time', data.curve]];
  if (data.open) curves.push(['service time (without lateness)', data.service_curve]);
  if (before) curves.push(['baseline, response time', before.curve]);
  byId('latency').append(percentileChart('Latency by percentile', curves));
  if (data.heat.cells.length) byId('latency').append(heatMap('Response time over time', data.heat));
}

const timeColumns = (...keys) =>
    keys.map((key) => [key.replace('p99_9', 'p99.9').replace('_', ' '), (s) => s[key], (s) => time(s[key])]);
// The most important columns come first, for narrow screens.
const kColumns = [
  ['step', (s) => s.name, (s) => s.name + (s.block ? ' (block)' : '')],
  ['errors', (s) => s.errors, (s) => count(s.errors)],
  ...timeColumns('p50', 'p95', 'p99'),
  ['requests', (s) => s.requests, (s) => count(s.requests)],
  ['req/s', (s) => s.rate, (s) => count(s.rate)],
  ['error rate', (s) => s.error_rate, (s) => percent(s.error_rate)],
  ...timeColumns('mean', 'p99_9', 'max', 'service_p99', 'lateness_p99'),
  ['sent', (s) => s.sent, (s) => bytes(s.sent)], ['received', (s) => s.received, (s) => bytes(s.received)],
  ['responses', (s) => s.errors, (s) => Object.entries(s.responses).map(([what, n]) => `${what}: ${count(n)}`).join(', ')],
];

function showSteps() {
  const columns = [...kColumns];
  if (before) columns.splice(columns.findIndex(([name]) => name === 'mean'), 1);
  if (before) {
    const old = Object.fromEntries(before.steps.map((step) => [step.name, step]));
    for (const key of ['p50', 'p99']) {
      const ratio = (s) => old[s.name] && old[s.name][key] > 0 ? s[key] / old[s.name][key] : 0;
      const at = columns.findIndex(([name]) => name === key) + 1;
      columns.splice(at, 0, [`${key} baseline`, (s) => old[s.name] ? old[s.name][key] : 0, (s) => old[s.name] ? time(old[s.name][key]) : 'new'],
                   [`${key} change`, ratio, (s) => old[s.name] ? change(s[key], old[s.name][key]) : '']);
    }
    const gone = before.steps.filter((step) => !data.steps.some((s) => s.name === step.name)).map((step) => step.name);
    if (gone.length) byId('steps').append(make('p', {class: 'note'}, `Only in the baseline: ${gone.join(', ')}`));
  }
  const rows = (steps) => steps.map((step) => columns.map(([, , text]) => text(step)));
  const box = table(columns.map(([name]) => name), rows(data.steps), {label: 'Steps'});
  const body = box.querySelector('tbody'), heads = [...box.querySelectorAll('th')];
  heads.forEach((head, i) => {
    const button = make('button', {type: 'button'}, head.textContent);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'descending' || (i === 0 && !head.hasAttribute('aria-sort'));
      heads.forEach((one) => one.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'ascending' : 'descending');
      const value = columns[i][1];
      const sorted = [...data.steps].sort((a, b) => (value(a) > value(b) ? 1 : value(a) < value(b) ? -1 : 0) * (down ? 1 : -1));
      body.replaceChildren(...rows(sorted).map((row) => make('tr', {}, ...row.map((cell) => make('td', {}, cell)))));
    });
  });
  byId('steps').append(box);
}

function showResponses() {
  const all = Object.entries(data.total.responses);
  if (!all.length) return;
  byId('steps').append(make('h3', {}, 'Responses'), table(['status or failure', 'requests', 'share'],
      all.sort((a, b) => b[1] - a[1]).map(([what, n]) => [what, count(n), percent(n / data.total.requests)]), {label: 'Responses'}));
}

function showJourneys() {
  byId('journeys').append(table(
      ['journey', 'started', 'completed', 'failed', 'skipped', 'interrupted', 'p50', 'p99'],
      data.journeys.map(([name, ...rest]) => [name, ...rest.slice(0, 5).map(count), ...rest.slice(5).map(time)]), {label: 'Journeys'}));
}

function showFailures() {
  if (!data.failures.length) byId('failures').append(make('p', {class: 'note'}, 'No checks failed.'));
  for (const one of [...data.failures].sort((a, b) => b.count - a.count)) {
    byId('failures').append(make('article', {class: 'failure'},
        make('h3', {}, `${count(one.count)} × ${one.headline}`),
        make('p', {class: 'note'}, `at ${one.place}${one.cause ? '; cause: ' + one.cause : ''}`),
        make('details', {}, make('summary', {}, 'Example'), make('pre', {}, one.example))));
  }
}

function showRest() {
  byId('generator').append(
      make('p', {class: 'note'}, 'Shows whether the target or the load generator limited the results.'),
      table(['metric', 'value', 'meaning'], data.generator.map(([name, value, meaning]) =>
        [name, value, make('td', {class: 'long'}, meaning)]), {class: 'words', label: 'Generator health'}));
  byId('configuration').append(table(['setting', 'value'], data.configuration.map(
      ([key, value]) => [key, make('td', {class: 'long'}, value)]), {class: 'words', label: 'Configuration'}));
  if (before) byId('configuration').append(make('p', {class: 'note'}, `Baseline: ${before.name}, ` +
      (before.began ? new Date(before.began * 1000).toISOString().replace('T', ' ').slice(0, 19) + ' UTC, ' : '') +
      `verdict ${before.verdict}`));
}

function prepareTheme() {
  const root = document.documentElement, button = byId('theme'), system = matchMedia('(prefers-color-scheme: dark)');
  let dark = system.matches;
  const apply = () => {
    root.classList.toggle('dark', dark);
    button.textContent = dark ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Switch to ${dark ? 'light' : 'dark'} colors`);
  };
  button.addEventListener('click', () => { dark = !dark; apply(); });
  system.addEventListener('change', () => { dark = system.matches; apply(); });
  addEventListener('beforeprint', () => root.classList.remove('dark'));
  addEventListener('afterprint', apply);
  apply();
}

prepareTheme();
showHead();
showGates();
showCharts();
showSteps();
showResponses();
showJourneys();
showFailures();
showRest();
