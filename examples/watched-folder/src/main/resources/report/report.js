
'use strict';
(() => {
  // The order in which PageData writes a row.
  const PLACE = 0, DECISION = 1, LABEL = 2, SCORE = 3, MARGIN = 4, ALL = 5, REASON = 6, STATE = 7, PREVIEW = 8, SHA256 = 9,
    BYTES = 10, MILLIS = 11, ATTEMPTS = 12, REUSED = 13, FINISHED = 14, MODEL = 15, RECEIVED_AS = 16, REQUEST = 17, MESSAGE = 18;
  const DECISIONS = ['accept', 'review', 'failed'];
  const WORDS = ['sorted', 'to review', 'failed'];
  const REASONS = { score: 'low score', margin: 'close to the second' };
  const THERE = 0, GONE = 1;
  const FILES_PER_PAGE = 60;
  const BINS = 20;

  const data = JSON.parse(document.getElementById('data').textContent);
  const rows = data.rows;
  const names = rows.map(row => row[PLACE].slice(row[PLACE].lastIndexOf('/') + 1));
  const searched = names.map(name => name.normalize('NFC').toLowerCase());
  const filter = { decision: -1, label: -1, reason: -1, text: '' };
  let order = 'margin';
  let shown = [];
  let page = 0;
  let open = -1;

  const $ = id => document.getElementById(id);
  const number = value => value.toLocaleString('en');

  // Text is only ever set as text: a name may hold anything.
  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function width(made, share) {
    made.style.width = Math.max(0, Math.min(1, share)) * 100 + '%';
    return made;
  }

  function thumbnail(row) {
    return 'thumbnails/' + row[SHA256].slice(0, 2) + '/' + row[SHA256] + '.jpg';
  }

  function original(row) {
    return '../' + row[PLACE].split('/').map(encodeURIComponent).join('/');
  }

  function blank(row) {
    if (row[STATE] === THERE) return 'no preview';
    return row[STATE] === GONE ? 'moved away since' : 'another file lies there now';
  }

  function decision(row) {
    return element('span', 'badge ' + DECISIONS[row[DECISION]], WORDS[row[DECISION]]);
  }

  function reason(row) {
    return reasonWords(data.reasons[row[REASON]]);
  }

  function reasonWords(name) {
    return Object.hasOwn(REASONS, name) ? REASONS[name] : name.replaceAll('-', ' ');
  }

  function bars(into, row, most) {
    into.className = 'bars ' + DECISIONS[row[DECISION]];
    into.replaceChildren();
    for (let index = 0; index < row[ALL].length && index < 2 * most; index += 2) {
      const bar = element('div', 'bar');
      const track = element('div', 'track');
      track.append(width(element('i'), row[ALL][index + 1]));
      bar.append(element('bdi', '', data.labels[row[ALL][index]]), track, element('span', '', row[ALL][index + 1].toFixed(3)));
      into.append(bar);
    }
    return into;
  }

  function card(index) {
    const row = rows[index];
    const item = element('li');
    const button = element('button', 'card');
    button.type = 'button';
    button.dataset.index = index;
    const frame = element('div', 'frame');
    if (row[PREVIEW]) {
      const picture = element('img');
      picture.src = thumbnail(row);
      picture.alt = '';
      picture.loading = 'lazy';
      picture.decoding = 'async';
      frame.append(picture);
    } else {
      frame.append(element('span', 'blank', blank(row)));
    }
    const badge = decision(row);
    if (row[REASON] >= 0) badge.textContent += ' · ' + reason(row);
    frame.append(badge);
    const text = element('div', 'text');
    const name = element('bdi', 'name', names[index]);
    name.title = row[PLACE];
    text.append(name);
    if (row[PREVIEW] && row[STATE] !== THERE) text.append(element('p', 'message', blank(row)));
    if (row[ALL].length) text.append(bars(element('div'), row, 3));
    if (row[MESSAGE]) text.append(element('p', 'message', row[MESSAGE]));
    button.append(frame, text);
    item.append(button);
    return item;
  }

  function matches(index) {
    const row = rows[index];
    return (filter.decision < 0 || row[DECISION] === filter.decision)
      && (filter.label < 0 || row[LABEL] === filter.label)
      && (filter.reason < 0 || row[REASON] === filter.reason)
      && (filter.text === '' || searched[index].includes(filter.text));
  }

  // Files without a score are neither clear nor unclear: they come last in either order of scores.
  const orders = {
    newest: (a, b) => rows[b][FINISHED] - rows[a][FINISHED] || b - a,
    margin: (a, b) => scored(a, b) || rows[a][MARGIN] - rows[b][MARGIN] || a - b,
    low: (a, b) => scored(a, b) || rows[a][SCORE] - rows[b][SCORE] || a - b,
    high: (a, b) => scored(a, b) || rows[b][SCORE] - rows[a][SCORE] || a - b,
    name: (a, b) => (searched[a] < searched[b] ? -1 : searched[a] > searched[b] ? 1 : a - b),
  };

  function scored(a, b) {
    return (rows[a][SCORE] < 0) - (rows[b][SCORE] < 0);
  }

  function select() {
    shown = [];
    for (let index = 0; index < rows.length; index++) if (matches(index)) shown.push(index);
    shown.sort(orders[order]);
    page = 0;
    draw();
  }

  function draw() {
    const pages = Math.max(1, Math.ceil(shown.length / FILES_PER_PAGE));
    const from = page * FILES_PER_PAGE;
    const drawn = shown.slice(from, from + FILES_PER_PAGE);
    $('cards').replaceChildren(...drawn.map(card));
    const part = pages > 1 && drawn.length ? number(from + 1) + ' to ' + number(from + drawn.length) + ' of ' : '';
    const filtered = shown.length < rows.length ? ', ' + number(rows.length) + ' in all' : '';
    $('shown').textContent = part + number(shown.length) + (shown.length === 1 ? ' file' : ' files') + filtered;
    $('none').hidden = shown.length > 0;
    $('pages').hidden = pages < 2;
    $('page').textContent = 'Page ' + number(page + 1) + ' of ' + number(pages);
    $('before').disabled = page === 0;
    $('after').disabled = page === pages - 1;
    $('clear').hidden = filter.decision < 0 && filter.label < 0 && filter.reason < 0 && filter.text === '';
    for (const button of document.querySelectorAll('[data-decision]')) {
      button.setAttribute('aria-pressed', String(Number(button.dataset.decision) === filter.decision));
    }
    for (const button of document.querySelectorAll('[data-label]')) {
      button.setAttribute('aria-pressed', String(Number(button.dataset.label) === filter.label));
    }
    $('label').value = String(filter.label);
    $('reason').value = String(filter.reason);
  }

  function turn(by) {
    page += by;
    draw();
    $('files').scrollIntoView();
    const first = $('cards').querySelector('button');
    if (first) first.focus({ preventScroll: true });
  }

  function clear() {
    filter.decision = filter.label = filter.reason = -1;
    filter.text = $('search').value = '';
    select();
  }

  function size(bytes) {
    if (bytes < 1000) return bytes + ' bytes';
    return bytes < 1000000 ? (bytes / 1000).toFixed(1) + ' kB' : (bytes / 1000000).toFixed(1) + ' MB';
  }

  function time(seconds) {
    return seconds ? new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ') + ' UTC' : '';
  }

  function detail(position) {
    open = position;
    const index = shown[position];
    const row = rows[index];
    const picture = $('detail-picture');
    picture.hidden = row[STATE] !== THERE && !row[PREVIEW];
    $('detail-blank').hidden = !picture.hidden;
    $('detail-blank').textContent = blank(row);
    picture.onerror = () => {
      // A browser that may not look above the page, or a file that is no picture.
      if (row[PREVIEW] && !picture.src.endsWith(thumbnail(row))) {
        picture.src = thumbnail(row);
      } else {
        picture.hidden = true;
        $('detail-blank').hidden = false;
      }
    };
    if (picture.hidden) picture.removeAttribute('src');
    else picture.src = row[STATE] === THERE ? original(row) : thumbnail(row);
    $('detail-name').textContent = names[index];
    $('detail-decision').replaceChildren(decision(row));
    if (row[REASON] >= 0) $('detail-decision').append(element('span', '', reason(row)));
    $('detail-message').hidden = !row[MESSAGE];
    $('detail-message').textContent = row[MESSAGE] || '';
    bars($('detail-scores'), row, 12);
    const facts = [
      ['Place', row[PLACE]],
      ['Received as', row[RECEIVED_AS]],
      ['Margin', row[MARGIN] < 0 ? '' : row[MARGIN].toFixed(3)],
      ['Decided', time(row[FINISHED])],
      ['Took', number(row[MILLIS]) + ' ms' + (row[REUSED] ? ', with an earlier answer' : row[ATTEMPTS] > 1 ? ', ' + row[ATTEMPTS] + ' attempts' : '')],
      ['Size', size(row[BYTES])],
      ['Model', data.models[row[MODEL]]],
      ['Request', row[REQUEST]],
      ['SHA-256', row[SHA256]],
    ];
    $('detail-facts').replaceChildren(...facts.filter(fact => fact[1])
      .flatMap(fact => [element('dt', '', fact[0]), element('dd', '', fact[1])]));
    $('detail-open').hidden = row[STATE] !== THERE;
    $('detail-open').href = original(row);
    $('detail-before').disabled = position === 0;
    $('detail-after').disabled = position === shown.length - 1;
    if (!$('detail').open) $('detail').showModal();
  }

  function step(by) {
    const next = open + by;
    if (next < 0 || next >= shown.length) return;
    if (Math.floor(next / FILES_PER_PAGE) !== page) {
      page = Math.floor(next / FILES_PER_PAGE);
      draw();
    }
    detail(next);
  }

  function counts(of, size) {
    const made = Array.from({ length: size }, () => [0, 0, 0]);
    for (const row of rows) if (row[of] >= 0) made[row[of]][row[DECISION]]++;
    return made;
  }

  function sum(numbers) {
    return numbers.reduce((a, b) => a + b, 0);
  }

  function drawTotals() {
    const decided = [0, 0, 0];
    for (const row of rows) decided[row[DECISION]]++;
    const totals = [[-1, rows.length, rows.length === 1 ? 'file' : 'files', ''], ...WORDS.map((word, index) => [index, decided[index], word, DECISIONS[index]])];
    for (const [value, count, word, className] of totals) {
      const button = element('button', 'total ' + className);
      button.type = 'button';
      button.dataset.decision = value;
      const share = value < 0 || !rows.length ? '' : Math.round(100 * count / rows.length) + ' %';
      button.append(element('b', '', number(count)), element('small', '', share), element('span', '', word));
      $('totals').append(button);
    }
  }

  function option(value, text) {
    const made = element('option', '', text);
    made.value = value;
    return made;
  }

  function drawLabels() {
    const counted = counts(LABEL, data.labels.length);
    const best = data.labels.map((_, index) => index).filter(index => sum(counted[index]) > 0)
      .sort((a, b) => sum(counted[b]) - sum(counted[a]) || a - b);
    const most = Math.max(1, ...counted.map(sum));
    $('labels').classList.toggle('many', best.length > 6);
    $('label').append(option(-1, 'All labels'));
    for (const index of best) {
      const button = element('button', 'label');
      button.type = 'button';
      button.dataset.label = index;
      const stack = element('span', 'stack');
      DECISIONS.forEach((name, at) => stack.append(width(element('i', name), counted[index][at] / most)));
      const label = element('bdi', '', data.labels[index]);
      label.title = data.labels[index];
      button.append(label, stack, element('span', 'number', number(sum(counted[index]))));
      $('labels').append(button);
      $('label').append(option(index, data.labels[index]));
    }
    const reasons = counts(REASON, data.reasons.length);
    $('reason').append(option(-1, 'All reasons'));
    data.reasons.forEach((name, index) => $('reason').append(option(index, reasonWords(name) + ' (' + number(sum(reasons[index])) + ')')));
    $('reason').parentElement.hidden = data.reasons.length === 0;
  }

  function svg(tag, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function drawScores() {
    const bins = Array.from({ length: BINS }, () => [0, 0]);
    for (const row of rows) {
      if (row[SCORE] >= 0 && row[DECISION] < 2) bins[Math.min(BINS - 1, Math.floor(row[SCORE] * BINS))][row[DECISION]]++;
    }
    const most = Math.max(1, ...bins.map(sum));
    const chart = svg('svg', { viewBox: '0 0 400 130', role: 'img', 'aria-label': 'How many files have which best score' });
    bins.forEach((bin, index) => {
      let y = 106;
      DECISIONS.slice(0, 2).forEach((name, at) => {
        const height = bin[at] ? Math.max(2, bin[at] / most * 96) : 0;
        y -= height;
        const rect = svg('rect', { class: name, x: index * 20 + 1.5, y, width: 17, height, rx: 2 });
        const range = (index / BINS).toFixed(2) + ' to ' + ((index + 1) / BINS).toFixed(2);
        rect.append(svg('title', {}, number(bin[at]) + ' ' + WORDS[at] + ', best score ' + range));
        if (height) chart.append(rect);
      });
    });
    chart.append(svg('line', { x1: 0, x2: 400, y1: 106.5, y2: 106.5 }));
    [0, 0.25, 0.5, 0.75, 1].forEach(at => chart.append(svg('text', {
      x: at * 400, y: 123, 'text-anchor': at === 0 ? 'start' : at === 1 ? 'end' : 'middle',
    }, String(at))));
    $('scores').append(chart);
  }

  function drawHead() {
    $('folder').textContent = data.folder;
    document.title = 'Watched folder ' + data.folder;
    const reused = rows.filter(row => row[REUSED]).length;
    const gone = rows.filter(row => row[STATE] !== THERE).length;
    $('about').textContent = ['asked: ' + data.models.join(', '), 'report of ' + time(data.made)]
      .concat(reused ? [number(reused) + ' with an earlier answer'] : [])
      .concat(gone ? [number(gone) + ' moved away since'] : []).join(' · ');
    $('damaged').hidden = !data.damaged;
    $('damaged').textContent = 'Left out: ' + number(data.damaged) + ' lines of the audit log that cannot be read.';
  }

  function listen() {
    $('totals').addEventListener('click', event => {
      const button = event.target.closest('button');
      if (!button) return;
      const value = Number(button.dataset.decision);
      filter.decision = filter.decision === value ? -1 : value;
      select();
    });
    $('labels').addEventListener('click', event => {
      const button = event.target.closest('button');
      if (!button) return;
      const value = Number(button.dataset.label);
      filter.label = filter.label === value ? -1 : value;
      select();
    });
    $('cards').addEventListener('click', event => {
      const button = event.target.closest('button');
      if (button) detail(shown.indexOf(Number(button.dataset.index)));
    });
    $('search').addEventListener('input', () => {
      filter.text = $('search').value.trim().normalize('NFC').toLowerCase();
      select();
    });
    $('label').addEventListener('change', () => { filter.label = Number($('label').value); select(); });
    $('reason').addEventListener('change', () => { filter.reason = Number($('reason').value); select(); });
    $('order').addEventListener('change', () => { order = $('order').value; select(); });
    $('tools').addEventListener('submit', event => event.preventDefault());
    $('tools').addEventListener('reset', event => { event.preventDefault(); clear(); });
    $('none-clear').addEventListener('click', clear);
    $('before').addEventListener('click', () => turn(-1));
    $('after').addEventListener('click', () => turn(1));
    $('detail-before').addEventListener('click', () => step(-1));
    $('detail-after').addEventListener('click', () => step(1));
    $('detail-close').addEventListener('click', () => $('detail').close());
    $('detail').addEventListener('click', event => { if (event.target === $('detail')) $('detail').close(); });
    $('detail').addEventListener('close', () => {
      $('detail-picture').removeAttribute('src');
      const card = $('cards').querySelector('[data-index="' + shown[open] + '"]');
      if (card) card.focus();
    });
    document.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ($('detail').open) {
        if (event.key === 'ArrowLeft') step(-1);
        if (event.key === 'ArrowRight') step(1);
      } else if (event.key === '/' && !['INPUT', 'SELECT'].includes(document.activeElement.tagName)) {
        event.preventDefault();
        $('search').focus();
      }
    });
  }

  drawHead();
  drawTotals();
  drawLabels();
  drawScores();
  listen();
  select();
})();
