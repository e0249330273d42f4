'use strict';

// The page of the catalogue. It speaks with the routes under api/ and with nothing else.

const LARGEST_PICTURE = 20 * 1024 * 1024;
const COLOURS = ['#c0392b', '#2471a3', '#229954', '#b7950b', '#7d3c98', '#ca6f1e', '#148f77', '#839192', '#d4459a', '#5d6d7e'];

const at = id => document.getElementById(id);

// What is searched by besides words: a dropped picture, or the name of a product.
let picture = null;
let like = '';

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function say(sentence) {
  at('problem').textContent = sentence;
  at('problem').hidden = !sentence;
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (e) {
    throw new Error('The catalogue does not answer; is it still running?');
  }
  if (answer.ok) return answer.json();
  if (answer.status === 413) throw new Error(tooLarge());
  if (answer.status === 414) throw new Error('The words are too long; say it shorter');
  const problem = await answer.json().catch(() => ({}));
  throw new Error(problem.sentence || 'The catalogue answered with status ' + answer.status);
}

const tooLarge = () => 'The picture is larger than ' + LARGEST_PICTURE / 1024 / 1024 + ' MB; make it smaller first';

/** Runs a step and shows what went wrong as a sentence. Answers of an older call of the same kind are dropped. */
const latest = {};
async function show(kind, call, then) {
  const mine = latest[kind] = Symbol(kind);
  try {
    const answer = await call();
    if (latest[kind] !== mine) return;
    say('');
    then(answer);
  } catch (e) {
    if (latest[kind] === mine) say(e.message);
  }
}

const pictureUrl = file => 'picture?file=' + encodeURIComponent(file);

function card(file, lines) {
  const item = element('li', '');
  item.append(element('img', '', { src: pictureUrl(file), alt: '', loading: 'lazy' }), element('div', file));
  lines.filter(Boolean).forEach(line => item.append(element('div', line, { class: 'score' })));
  const more = element('button', 'more like this', { type: 'button', 'aria-label': 'more like ' + file });
  more.addEventListener('click', () => searchBy(null, file));
  item.append(more);
  return item;
}

// Search

function find() {
  const query = new URLSearchParams({ count: 36 });
  if (at('text').value.trim()) query.set('text', at('text').value);
  if (at('label').value) query.set('label', at('label').value);
  if (like) query.set('like', like);
  query.set('words', at('words').value);
  if (!query.has('text') && !like && !picture) {
    say('');
    at('hits').replaceChildren();
    at('summary').textContent = '';
    return;
  }
  const options = picture
    ? { method: 'POST', body: picture, headers: { 'Content-Type': 'application/octet-stream' } }
    : {};
  show('search', () => ask('api/search?' + query, options), answer => {
    at('summary').textContent =
      `${answer.hits.length} of ${answer.of} products, found in ${answer.searchMillis} ms beyond the model’s call`;
    at('hits').replaceChildren(...answer.hits.map(hit => card(hit.file, ['score ' + hit.score.toFixed(3), hit.label])));
  });
}

function searchBy(newPicture, newLike) {
  if (newPicture && newPicture.size > LARGEST_PICTURE) {
    say(tooLarge());
    return;
  }
  if (at('preview').src.startsWith('blob:')) URL.revokeObjectURL(at('preview').src);
  picture = newPicture;
  like = newLike;
  at('sample').hidden = !picture && !like;
  if (picture) at('preview').src = URL.createObjectURL(picture);
  if (like) {
    at('preview').src = pictureUrl(like);
    at('text').value = '';
  }
  open('search');
  find();
}

at('question').addEventListener('submit', event => {
  event.preventDefault();
  find();
});
at('label').addEventListener('change', find);
at('words').addEventListener('change', find);
at('without').addEventListener('click', () => searchBy(null, ''));
at('file').addEventListener('change', () => {
  if (at('file').files.length) searchBy(at('file').files[0], '');
});
document.addEventListener('paste', event => {
  const file = [...event.clipboardData.files].find(each => each.type.startsWith('image/'));
  if (file) searchBy(file, '');
});
document.addEventListener('dragover', event => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
document.addEventListener('drop', event => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  if (event.dataTransfer.files.length) searchBy(event.dataTransfer.files[0], '');
});

// Labels

function relabel(labels) {
  const options = labels ? { method: 'PUT', body: JSON.stringify(labels), headers: { 'Content-Type': 'application/json' } } : {};
  show('labels', () => ask('api/labels', options), answer => {
    if (!labels && document.activeElement !== at('wanted')) at('wanted').value = answer.labels.join('\n');
    at('took').textContent = `all products labelled in ${answer.millis} ms`;
    at('sharpness').textContent = `sharpness ${answer.sharpness.toFixed(2)}`;
    at('counts').replaceChildren(...answer.labels.map(label => {
      const row = element('tr', '');
      row.append(element('th', label, { scope: 'row' }), element('td', answer.counts[label]));
      return row;
    }));
    const chosen = at('label').value;
    at('label').replaceChildren(
      element('option', 'all', { value: '' }), ...answer.labels.map(label => element('option', label, { value: label })));
    at('label').value = answer.labels.includes(chosen) ? chosen : '';
  });
}

let typing;
at('wanted').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => relabel(at('wanted').value.split('\n').filter(line => line.trim())), 400);
});
at('measure').addEventListener('click', () =>
  show('sharpness', () => ask('api/sharpness', { method: 'POST' }), answer => {
    at('sharpness').textContent = `sharpness ${answer.sharpness.toFixed(2)}, measured with one call about ${answer.file}`;
  }));

// Duplicates

function duplicates() {
  const threshold = Number(at('threshold').value).toFixed(3);
  at('least').textContent = threshold;
  ['csv', 'json'].forEach(form => at(form).href = `api/duplicates.${form}?threshold=${threshold}`);
  show('duplicates', () => ask('api/duplicates.json?threshold=' + threshold), groups => {
    at('groups').textContent = `${groups.length} groups`;
    at('pairs').replaceChildren(...groups.slice(0, 100).map(group => {
      const part = element('div', 'alike ' + group.likeness.toFixed(4), { class: 'group' });
      const list = element('ol', '', { class: 'cards' });
      list.append(...group.files.map(file => card(file, [])));
      part.append(list);
      return part;
    }));
  });
}
at('threshold').addEventListener('input', duplicates);

// Map

let points = [];
function map() {
  show('map', () => ask('api/map'), answer => {
    const labels = [...new Set(answer.points.map(point => point.label))].filter(Boolean);
    const colour = label => label ? COLOURS[labels.indexOf(label) % COLOURS.length] : '#888';
    const canvas = at('canvas');
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, canvas.width, canvas.height);
    points = answer.points.map(point => ({
      ...point, left: (point.x + 1) / 2 * (canvas.width - 40) + 20, top: (1 - point.y) / 2 * (canvas.height - 40) + 20 }));
    for (const point of points) {
      pen.fillStyle = colour(point.label);
      pen.beginPath();
      pen.arc(point.left, point.top, 5, 0, 2 * Math.PI);
      pen.fill();
    }
    at('legend').replaceChildren(...labels.map(label => {
      const entry = element('span', '');
      const dot = element('i', '');
      dot.style.background = colour(label);
      entry.append(dot, label);
      return entry;
    }));
    at('outliers').replaceChildren(...answer.outliers.map(hit => card(hit.file, ['nearest other ' + hit.score.toFixed(3)])));
    at('uncertain').replaceChildren(...answer.uncertain.map(each =>
      card(each.file, [`${each.label} ${each.score.toFixed(2)}, lead ${each.margin.toFixed(2)}`])));
  });
}

function pointAt(event) {
  const canvas = at('canvas');
  const box = canvas.getBoundingClientRect();
  const left = (event.clientX - box.left) * canvas.width / box.width;
  const top = (event.clientY - box.top) * canvas.height / box.height;
  return points.reduce((best, point) => {
    const distance = Math.hypot(point.left - left, point.top - top);
    return distance < best.distance ? { point, distance } : best;
  }, { point: null, distance: 30 }).point;
}
at('canvas').addEventListener('pointermove', event => {
  const point = pointAt(event);
  at('pointed').textContent = point ? `${point.file}: ${point.label}` : 'Point at the map.';
});
at('canvas').addEventListener('click', event => {
  const point = pointAt(event);
  if (point) searchBy(null, point.file);
});

// Views

const onOpen = { search: () => {}, labels: () => relabel(), duplicates, map };

function open(name) {
  for (const button of document.querySelectorAll('nav button')) {
    const chosen = button.dataset.view === name;
    button.setAttribute('aria-pressed', chosen);
    at(button.dataset.view).hidden = !chosen;
  }
}
for (const button of document.querySelectorAll('nav button')) {
  button.addEventListener('click', () => {
    open(button.dataset.view);
    onOpen[button.dataset.view]();
  });
}

let changes = -1;
async function status() {
  try {
    const now = await ask('api/status');
    const unusable = Object.entries(now.problems);
    at('status').textContent = now.refusal ? 'Indexing ended: ' + now.refusal : now.notice || now.line;
    at('status').title = unusable.map(([file, reason]) => `${file}: ${reason}`).join('\n');
    if (now.changes !== changes && now.indexed) relabel();
    changes = now.changes;
  } catch (e) {
    at('status').textContent = e.message;
  }
  setTimeout(status, 2000);
}
status();
at('text').focus();
